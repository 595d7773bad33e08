import { html } from 'hono/html'
import type { Signup } from '../whatsapp/apps.ts'

/** Meta's script calls and frames these; any of their pages may answer it. */
const meta = 'https://*.facebook.com https://*.facebook.net'

/** What the page may load: what is its own, and Meta's script from Meta's host and no other. */
export function policyFor({ sdkBase }: Signup): string {
  const sdk = new URL(sdkBase).origin
  return [
    "default-src 'none'",
    `script-src 'self' ${sdk}`,
    "style-src 'self'",
    `connect-src 'self' ${meta}`,
    `frame-src ${meta}`,
    `img-src data: ${meta}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The page on which a merchant links a number through Meta. It is the same for everybody: what differs stands behind `#`. */
export function connectPage({ appId, signup }: { readonly appId: string; readonly signup: Signup }) {
  const { configId, sdkBase, version } = signup
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Connect WhatsApp</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/connect/connect-page.css">
</head>
<body data-app-id="${appId}" data-config-id="${configId}" data-version="${version}" data-sdk="${sdkBase}">
<main>
<h1>Connect WhatsApp</h1>
<p id="about">Loading</p>
<div id="form" hidden>
<label for="pin">Six-digit PIN of the number</label>
<input id="pin" inputmode="numeric" autocomplete="off" maxlength="6" aria-describedby="pin-hint">
<small id="pin-hint">If your number has a PIN for two-step verification in WhatsApp, type that one. If not, make up six digits now, and write them down. It is not a code that comes by text message.</small>
<button id="go" type="button" disabled>Continue with Meta</button>
<small>Meta opens a window of its own, in which you choose the WhatsApp account and the number.</small>
</div>
<p id="problem" role="alert" hidden></p>
<p id="done" role="status" hidden></p>
</main>
<script src="/connect/connect-page.js"></script>
</body>
</html>`
}
