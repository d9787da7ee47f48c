// Follows a run under way, and shows the page anew when it has ended.
(() => {
  const EVERY_MS = 1500;
  const box = document.querySelector("[data-progress]");
  if (!box || box.dataset.progress !== "running") return;

  async function look() {
    const response = await fetch("/quality/progress");
    if (!response.ok) return;
    const { stage, done, total } = await response.json();
    if (stage !== "running") return location.reload();
    box.querySelector("progress").value = done;
    box.querySelector("span").textContent = `${box.dataset.running} ${done} / ${total}`;
    setTimeout(look, EVERY_MS);
  }
  setTimeout(look, EVERY_MS);
})();
