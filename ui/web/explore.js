// What the explorer does in the browser: results while one types, a basket that outlives a page, differences alone.
// Without it every link and form of the page still works.
(() => {
  const BASKET = "eurocommons-basket";
  const WAIT_MS = 200;
  let timer = 0;
  let asked = 0;

  const read = () => { try { return JSON.parse(localStorage.getItem(BASKET)) || []; } catch { return []; } };
  const write = (chosen) => localStorage.setItem(BASKET, JSON.stringify(chosen));
  const most = () => Number(document.querySelector(".ec-basket")?.dataset.most || 0);

  function showBasket() {
    const basket = document.querySelector(".ec-basket");
    if (!basket) return;
    const chosen = read();
    document.querySelectorAll('.ec-pick input[name="ids"]').forEach((box) => {
      box.checked = chosen.some((each) => each.id === box.value);
      box.disabled = !box.checked && chosen.length >= most();
    });
    basket.querySelector("[data-basket-none]").hidden = chosen.length > 0;
    basket.querySelector("[data-basket-some]").hidden = chosen.length === 0;
    basket.querySelector("[data-basket-empty]").hidden = chosen.length === 0;
    basket.querySelector("[data-basket-count]").textContent = String(chosen.length);
    basket.querySelector("[data-basket-names]").textContent = chosen.map((each) => each.name).join(", ");
  }

  function pick(box) {
    const others = read().filter((each) => each.id !== box.value);
    write(box.checked ? [...others, { id: box.value, name: box.dataset.name }].slice(0, most()) : others);
    showBasket();
  }

  // The basket also holds entries that are not on this page.
  function compare(form) {
    const here = new Set([...form.querySelectorAll('input[name="ids"]')].map((box) => box.value));
    form.querySelectorAll("[data-elsewhere]").forEach((each) => each.remove());
    for (const each of read()) {
      if (here.has(each.id)) continue;
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: "ids", value: each.id });
      input.dataset.elsewhere = "";
      form.append(input);
    }
  }

  async function searchLive(form) {
    const number = ++asked;
    const fields = [...new FormData(form)].filter(([, value]) => value);
    const address = `${form.getAttribute("action")}?${new URLSearchParams(fields)}`;
    const response = await fetch(address);
    if (!response.ok || number !== asked) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (number !== asked) return;
    document.querySelectorAll("[data-replace]").forEach((part) => {
      const other = fresh.querySelector(`[data-replace="${part.dataset.replace}"]`);
      if (other) part.replaceChildren(...other.childNodes);
    });
    history.replaceState(null, "", address);
    showBasket();
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-live]");
    if (!form || event.target.type !== "search") return;
    clearTimeout(timer);
    timer = setTimeout(() => searchLive(form).catch(() => form.requestSubmit()), WAIT_MS);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches('.ec-pick input[name="ids"]')) pick(event.target);
    else if (event.target.closest("[data-differences]")) {
      document.querySelector(".ec-compare").classList.toggle("ec-differing", event.target.checked);
    }
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches(".ec-picker")) compare(event.target);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-basket-empty]")) return;
    write([]);
    showBasket();
  });

  // A phone shows the results first: facets and figure start closed.
  if (matchMedia("(max-width: 56rem)").matches) {
    document.querySelectorAll(".ec-narrowing, .ec-figure").forEach((each) => { each.open = false; });
  }
  const differences = document.querySelector("[data-differences]");
  if (differences && document.querySelector("tr[data-same]")) differences.hidden = false;
  addEventListener("pageshow", showBasket);
  showBasket();
})();
