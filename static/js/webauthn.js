// Security keys: asks the browser to make or use one, puts the answer in the form and sends the form.
const options = async (place, token) => {
  const voor = place.dataset.key === "create" ? "nieuw" : "gebruik";
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, voor });
  const answer = await fetch(place.dataset.keyUrl, { method: "POST", body });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const signed = async (place, given) =>
  place.dataset.key === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given) });

const FAILED = {
  NotAllowedError: "Het is niet gelukt, of u hebt het afgebroken. Probeer het nog een keer.",
  InvalidStateError: "Deze sleutel staat al op uw lijst.",
  SecurityError: "Dit adres past niet bij uw sleutel. Controleer of u op het echte adres van het Casusportaal bent.",
};

const start = (place) => {
  const form = place.closest("form");
  const line = place.querySelector("[data-key-status]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    line.textContent = "Volg wat uw browser vraagt.";
    try {
      const given = await options(place, form.elements.csrfmiddlewaretoken.value);
      const answer = await signed(place, given);
      form.querySelector("[data-key-answer]").value = JSON.stringify(answer.toJSON());
      form.requestSubmit();
    } catch (fault) {
      line.textContent = FAILED[fault.name] || "Het is niet gelukt. Laad de bladzijde opnieuw en probeer het nog een keer.";
    }
  });
};

// Browsers that do not know keys in this form keep the code.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) document.querySelectorAll("[data-key]").forEach(start);
