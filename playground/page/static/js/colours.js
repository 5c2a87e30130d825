// Light or dark: as the system says, until somebody says otherwise.
const system = window.matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

/** The icon of what a press would change to. */
export function themeIcon() {
  return isDark() ? "sun" : "moon";
}

/** Changes to the other of light and dark, and remembers it. */
export function switchTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("playground.theme", theme);
}
