// Passkeys: form[data-passkey="create" or "get"] asks the device, puts its answer into the form and sends it.
// Older browsers know no parse…FromJSON, so bytes are turned here.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readable(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.allowCredentials, options.excludeCredentials]) list?.forEach((one) => { one.id = bytes(one.id); });
  return options;
}

function sendable(credential) {
  const from = credential.response;
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (from[name]) response[name] = text(from[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
}

async function ask(form) {
  const says = form.querySelector("[data-passkey-says]");
  says.textContent = "";
  if (form.querySelector("input[type=password]") && !form.reportValidity()) return;
  try {
    const options = readable(JSON.parse(form.dataset.passkeyOptions));
    const way = form.dataset.passkey;
    form.elements.answer.value = sendable(await navigator.credentials[way]({ publicKey: options }));
    form.requestSubmit();
  } catch {
    says.textContent = form.dataset.passkeyRefused;
  }
}

document.addEventListener("click", (event) => {
  const form = event.target.closest?.("[data-passkey-go]")?.closest("form[data-passkey]");
  if (form) ask(form);
});
if (!window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-passkey-go]").disabled = true;
    form.querySelector("[data-passkey-says]").textContent = form.dataset.passkeyRefused;
  }
}
