import { textObject } from "../text/mrkdwn.js";
import { confirmDialog } from "../ui/dialog.js";

/** Asks the element's own question first, where it has one; resolves to whether to go on. */
export function confirmed(element) {
  const { confirm } = element;
  if (!confirm) return Promise.resolve(true);
  return confirmDialog({
    title: confirm.title?.text ?? "Are you sure?",
    text: textObject(confirm.text),
    confirm: confirm.confirm?.text ?? "Yes",
    deny: confirm.deny?.text ?? "Cancel",
    danger: confirm.style === "danger",
  });
}
