// What Slack itself checks before it sends a modal: required inputs, addresses, numbers, lengths.

const EMPTY = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** What is wrong with the inputs of a view, by block id; empty where all is well. */
export function missing(view, surface) {
  const errors = {};
  for (const block of view.blocks) {
    if (block.type !== "input") continue;
    const problem = problemOf(block, entered(surface.value(block, block.element)));
    if (problem) errors[block.block_id] = problem;
  }
  return errors;
}

function entered(state) {
  if (!state) return undefined;
  return Object.entries(state).find(([name]) => name !== "type")?.[1];
}

function problemOf({ element, optional }, value) {
  if (EMPTY(value)) return optional || element.initial_value ? null : "Please complete this required field.";
  if (element.type === "email_text_input" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return "Please enter a valid email address.";
  if (element.type === "url_text_input" && !/^https?:\/\/\S+$/.test(value)) return "Please enter a valid link.";
  if (element.type === "number_input") return numberProblem(element, value);
  if (element.min_length && value.length < element.min_length) return `Please enter at least ${element.min_length} characters.`;
  return null;
}

function numberProblem({ is_decimal_allowed: decimal, min_value: least, max_value: most }, value) {
  const number = Number(value);
  if (Number.isNaN(number)) return "Please enter a number.";
  if (!decimal && !Number.isInteger(number)) return "Please enter a whole number.";
  if (least !== undefined && number < Number(least)) return `Please enter a number of at least ${least}.`;
  if (most !== undefined && number > Number(most)) return `Please enter a number of at most ${most}.`;
  return null;
}
