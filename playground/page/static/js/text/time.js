// Times as people say them, always in the time zone of this browser.

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const SECONDS_A_DAY = 86_400;

/** The moment a Slack timestamp names. */
export function moment(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** The time of day: `14:05`. */
export function clockTime(when) {
  return when.toLocaleTimeString("en-GB", CLOCK);
}

/** The whole moment, for titles and the inspector: `Monday 30 November 2026, 09:00`. */
export function fullTime(when) {
  return `${when.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" })}, ${clockTime(when)}`;
}

/** The day, as a reader at `now` would call it: `Today`, `Yesterday`, `Friday 20 November`. */
export function dayName(when, now) {
  const days = Math.round((midnight(now) - midnight(when)) / 1000 / SECONDS_A_DAY);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const year = when.getFullYear() === now.getFullYear() ? {} : { year: "numeric" };
  return when.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", ...year });
}

/** The same within a sentence: "today", and "Monday 16 November". */
export function dayWithin(when, now) {
  const name = dayName(when, now);
  return name.includes(" ") ? name : name.toLowerCase();
}

/** A key that is equal for two moments of the same day. */
export function dayKey(when) {
  return `${when.getFullYear()}-${when.getMonth()}-${when.getDate()}`;
}

function midnight(when) {
  return new Date(when.getFullYear(), when.getMonth(), when.getDate());
}

/** How long ago, in words: `3 hours ago`. */
export function ago(when, now) {
  const seconds = Math.max(0, (now - when) / 1000);
  if (seconds < 60) return "just now";
  const [size, unit] = seconds < 3600 ? [60, "minute"] : seconds < SECONDS_A_DAY ? [3600, "hour"] : [SECONDS_A_DAY, "day"];
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

const LONG = { year: "numeric", month: "long", day: "numeric" };
const DATE_TOKENS = {
  date_num: (when) => when.toLocaleDateString("sv-SE"),
  date: (when) => when.toLocaleDateString("en-US", LONG),
  date_short: (when) => when.toLocaleDateString("en-US", { ...LONG, month: "short" }),
  date_long: (when) => when.toLocaleDateString("en-US", { ...LONG, weekday: "long" }),
  date_pretty: (when, now) => relativeDay(when, now) ?? when.toLocaleDateString("en-US", LONG),
  date_short_pretty: (when, now) => relativeDay(when, now) ?? when.toLocaleDateString("en-US", { ...LONG, month: "short" }),
  date_long_pretty: (when, now) => relativeDay(when, now) ?? when.toLocaleDateString("en-US", { ...LONG, weekday: "long" }),
  day_divider_pretty: (when, now) => dayName(when, now),
  time: (when) => clockTime(when),
  time_secs: (when) => when.toLocaleTimeString("en-GB", { ...CLOCK, second: "2-digit" }),
  ago: (when, now) => ago(when, now),
};

function relativeDay(when, now) {
  const days = Math.round((midnight(when) - midnight(now)) / 1000 / SECONDS_A_DAY);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

/** Slack's `<!date^…>` format with its `{tokens}` filled in; tokens it does not know stay as they are. */
export function formatDate(when, format, now) {
  return format.replace(/\{(\w+)\}/g, (whole, name) => DATE_TOKENS[name]?.(when, now) ?? whole);
}
