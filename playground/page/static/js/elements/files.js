import { h } from "../dom.js";
import { Refused, upload } from "../server.js";
import { toast } from "../ui/toast.js";

/** Files to hand in: uploaded as soon as they are chosen. */
export function fileInput(element, block, surface) {
  const accept = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const control = h("input", { type: "file", class: "text-input", multiple: (element.max_files ?? 10) > 1, accept: accept || undefined, "data-action": element.action_id });
  control.addEventListener("change", async () => {
    try {
      const files = await Promise.all([...control.files].slice(0, element.max_files ?? 10).map(upload));
      await surface.changed(block, element, { files }, control);
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      toast(problem.message, "problem");
    }
  });
  return control;
}
