// Meta's Embedded Signup in the browser: asks whose ticket this is, lets Meta's script open Meta's pages, and hands what
// came of it to the server. The ticket leaves the address before Meta's script is there.

const { appId, configId, version, sdk } = document.body.dataset
const ticket = location.hash.slice(1)
history.replaceState(null, '', location.pathname)

const $ = (id) => document.getElementById(id)
const modes = { live: 'live mode', test: 'test mode', sandbox: 'sandbox' }
const beginAgain = 'Close this page and press “Connect WhatsApp” in the Stripe Dashboard again.'
/** The code is good for 30 seconds; Meta tells which number it is for at the same moment, or not at all. */
const patienceMs = 3_000

/** What Meta has told so far: the code that stands for its permission, and which number it is about. */
let heard = {}
let patience

async function ask(path, said) {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  }
  const response = await fetch(path, request).catch(() => undefined)
  if (!response) return { status: 0, said: { error: 'The server did not answer.' } }
  return {
    status: response.status,
    said: await response.json().catch(() => ({ error: 'The server had a fault.' })),
  }
}

function show(id, text) {
  for (const other of ['problem', 'done']) $(other).hidden = other !== id
  $(id).textContent = text
}

async function begin() {
  const answer = await ask('/connect/whatsapp/about', { ticket })
  if (answer.status !== 200) {
    $('about').textContent = 'A number is linked here for a Stripe account.'
    return over(answer)
  }
  const { said } = answer
  $('about').textContent =
    `The number you choose will send the messages of ${said.name} (${said.accountId}, ${modes[said.environment]}). ` +
    'If this is not your own Stripe account, close this page.'
  $('form').hidden = false
  loadSdk()
}

function loadSdk() {
  window.fbAsyncInit = () => {
    window.FB.init({ appId, version, autoLogAppEvents: false, xfbml: false })
    $('go').disabled = false
  }
  const script = document.createElement('script')
  script.src = `${sdk}/en_US/sdk.js`
  script.crossOrigin = 'anonymous'
  script.onerror = () =>
    show('problem', 'Meta’s page could not be loaded. Allow connect.facebook.net in your browser.')
  document.body.append(script)
}

function signUp() {
  if (!/^\d{6}$/.test($('pin').value)) return show('problem', 'The PIN has six digits.')
  heard = {}
  $('go').disabled = true
  $('problem').hidden = true
  window.FB.login(answered, {
    config_id: configId,
    response_type: 'code',
    override_default_response_type: true,
    extras: { setup: {} },
  })
}

/** Meta's script takes no function that gives a promise. */
function answered(response) {
  const code = response?.authResponse?.code
  if (!code) return stopped(heard.problem ?? 'The sign-up at Meta was not finished.')
  heard = { ...heard, code }
  if (heard.number) void finish()
  else patience = setTimeout(() => void finish(), patienceMs)
}

function stopped(words) {
  $('go').disabled = false
  show('problem', words)
}

addEventListener('message', ({ origin, data }) => {
  if (!isMeta(origin)) return
  const told = parsed(data)
  if (told?.type !== 'WA_EMBEDDED_SIGNUP') return
  if (told.event === 'CANCEL') heard = { ...heard, problem: told.data?.error_message }
  else heard = { ...heard, number: told.data ?? {} }
  if (heard.code && heard.number) void finish()
})

/** Meta's own example takes any host that ends with these letters, evilfacebook.com included. */
function isMeta(origin) {
  return origin === new URL(sdk).origin || /^https:\/\/([\w-]+\.)*facebook\.com$/.test(origin)
}

function parsed(data) {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

async function finish() {
  clearTimeout(patience)
  const { code, number = {} } = heard
  if (!code) return
  heard = {}
  show('done', 'Linking the number.')
  const { phone_number_id: phoneNumberId, waba_id: wabaId } = number
  const said = { ticket, code, wabaId, phoneNumberId, pin: $('pin').value }
  const answer = await ask('/connect/whatsapp', said)
  if (answer.status === 200) return linked(answer.said)
  if (answer.status === 400) return stopped(answer.said.error)
  over(answer)
}

/** Nothing more can be done here; an address that is used up says so itself. */
function over({ status, said: { error } }) {
  $('form').hidden = true
  const sentence = /[.!?]$/.test(error) ? error : `${error}.`
  show('problem', status === 410 ? error : `${sentence} ${beginAgain}`)
}

function linked({ phone, name, warnings }) {
  $('form').hidden = true
  show('done', [`Linked: ${phone}, ${name}. Close this page and go back to Stripe.`, ...warnings].join(' '))
}

$('go').addEventListener('click', signUp)
void begin()
