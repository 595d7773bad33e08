// The window of Embedded Signup: tells the page that opened it what was chosen, and Meta's script there the code.

function tell(event, data) {
  opener.postMessage(JSON.stringify({ type: 'WA_EMBEDDED_SIGNUP', event, data }), '*')
}

function end(code) {
  opener.postMessage({ kind: 'login', code }, '*')
  close()
}

for (const button of document.querySelectorAll('[data-number]')) {
  button.addEventListener('click', async () => {
    const { number, waba, tells } = button.dataset
    const body = JSON.stringify({ phoneNumberId: number })
    const headers = { 'content-type': 'application/json' }
    const { code } = await (await fetch('/signup/grant', { method: 'POST', headers, body })).json()
    if (tells === 'number') tell('FINISH', { phone_number_id: number, waba_id: waba, business_id: '1' })
    if (tells === 'account') tell('FINISH_ONLY_WABA', { waba_id: waba, business_id: '1' })
    end(code)
  })
}

document.getElementById('cancel').addEventListener('click', () => {
  tell('CANCEL', { current_step: 'PHONE_NUMBER_SETUP' })
  end()
})
