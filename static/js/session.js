// Warns before the screen locks or the session ends, and hides it in time. The server knows how it stands; this only asks.
const place = document.querySelector("[data-session]");
const WARN_LOCK = 120; // seconds before
const WARN_END = 600;
const MARGIN = 5; // what was typed must be on the server before the lock

const minutes = (seconds) => {
  const whole = Math.ceil(seconds / 60);
  return seconds < 60 ? "een minuut" : `${whole} ${whole === 1 ? "minuut" : "minuten"}`;
};

const words = ({ locksIn, endsIn }) => {
  if (endsIn <= WARN_END && endsIn <= locksIn) return `Over ${minutes(endsIn)} loopt uw sessie af. Bewaar uw werk en log daarna opnieuw in.`;
  if (locksIn <= WARN_LOCK) return `Over ${minutes(locksIn)} vergrendelt het scherm, omdat u niets doet. Wat u typte, blijft bewaard.`;
  if (endsIn <= WARN_END) return `Over ${minutes(endsIn)} loopt uw sessie af. Bewaar uw werk en log daarna opnieuw in.`;
  return "";
};

// Said again only when the words change: not every time it is asked.
const show = (state) => {
  const said = words(state);
  const line = place.querySelector("[data-session-text]");
  place.hidden = !said;
  place.querySelector("[data-session-stay]").hidden = state.locksIn > WARN_LOCK;
  if (line.textContent !== said) line.textContent = said;
};

const hide = () => document.querySelector("form[data-privacy-screen]")?.requestSubmit();

// Until the warning, then every half minute, and last just before the end.
const pause = (left, warn) => (left > warn ? left - warn : Math.min(30, Math.max(1, left - MARGIN)));

let timer;
const look = async () => {
  clearTimeout(timer);
  let state;
  try {
    const answer = await fetch(place.dataset.state, { headers: { "X-Poll": "1" }, cache: "no-store" });
    if (!answer.ok) return hide();
    state = await answer.json();
  } catch {
    timer = setTimeout(look, 30000);
    return;
  }
  if (state.locked || Math.min(state.locksIn, state.endsIn) <= MARGIN) return hide();
  show(state);
  timer = setTimeout(look, 1000 * Math.min(pause(state.locksIn, WARN_LOCK), pause(state.endsIn, WARN_END)));
};

if (place?.dataset.state) {
  place.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await fetch(place.dataset.stay, { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
    look();
  });
  document.addEventListener("visibilitychange", () => document.hidden || look()); // timers stand still in a sleeping laptop
  look();
}
