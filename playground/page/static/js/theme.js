// Runs before the page is drawn, so that it never flashes in the wrong colours.
{
  const kept = localStorage.getItem("playground.theme");
  if (kept) document.documentElement.dataset.theme = kept;
}
