// Block elements, drawn: everything inside a block that somebody can press, choose or fill in.
import { h } from "../dom.js";
import { picture } from "../blocks/image.js";
import { button, feedbackButtons, iconButton, workflowButton } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datePicker, dateTimePicker, timePicker } from "./dates.js";
import { fileInput } from "./files.js";
import { overflow } from "./overflow.js";
import { multiSelect, select } from "./selects.js";
import { emailInput, numberInput, plainTextInput, richTextInput, urlInput } from "./texts.js";

const SOURCES = ["static", "external", "users", "conversations", "channels"];

const ELEMENTS = {
  button,
  checkboxes,
  overflow,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  email_text_input: emailInput,
  feedback_buttons: feedbackButtons,
  file_input: fileInput,
  icon_button: iconButton,
  image: (element) => picture(element, "accessory-image"),
  number_input: numberInput,
  plain_text_input: plainTextInput,
  radio_buttons: radioButtons,
  rich_text_input: richTextInput,
  url_text_input: urlInput,
  workflow_button: workflowButton,
  ...Object.fromEntries(SOURCES.map((source) => [`${source}_select`, select])),
  ...Object.fromEntries(SOURCES.map((source) => [`multi_${source}_select`, multiSelect])),
};

/** Draws one element of `block`; one the page does not know is named. */
export function drawElement(element, block, surface) {
  const draw = ELEMENTS[element?.type];
  return draw ? draw(element, block, surface) : h("span", { class: "unknown" }, `element “${element?.type ?? "none"}” is not known here`);
}
