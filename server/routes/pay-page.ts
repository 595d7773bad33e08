import { html } from 'hono/html'
import type { PayLink } from '../store/pay-links.ts'
import { payPageTexts } from './pay-page-texts.ts'

type Shown = Pick<PayLink, 'language' | 'businessName'>

/** The payment was made already. */
export function paidPage({ language, businessName }: Shown) {
  const { htmlLang, paidTitle, paidBody } = payPageTexts[language]
  return page({
    lang: htmlLang,
    title: paidTitle,
    body: fill(paidBody, businessName),
    sign: '✓',
    businessName,
  })
}

/** There is nothing to pay any more. */
export function closedPage({ language, businessName }: Shown) {
  const { htmlLang, closedTitle, closedBody } = payPageTexts[language]
  return page({
    lang: htmlLang,
    title: closedTitle,
    body: fill(closedBody, businessName),
    sign: '·',
    businessName,
  })
}

/** No payment page can be had at this moment. */
export function laterPage({ language, businessName }: Shown) {
  const { htmlLang, laterTitle, laterBody } = payPageTexts[language]
  return page({
    lang: htmlLang,
    title: laterTitle,
    body: fill(laterBody, businessName),
    sign: '…',
    businessName,
  })
}

/** The shopper comes back from what they did on a page of Stripe's. */
export function donePage({ language, businessName }: Shown) {
  const { htmlLang, doneTitle, doneBody } = payPageTexts[language]
  return page({ lang: htmlLang, title: doneTitle, body: doneBody, sign: '✓', businessName })
}

/** The same for every token nobody was given. */
export function notFoundPage() {
  return page({ lang: 'en', title: 'This link does not exist', body: '', sign: '?', businessName: '' })
}

function fill(text: string, business: string): string {
  return text.replaceAll('{business}', business)
}

type Page = {
  readonly lang: string
  readonly title: string
  readonly body: string
  readonly sign: string
  readonly businessName: string
}

function page({ lang, title, body, sign, businessName }: Page) {
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f5f6f8; color: #1a2233;
    font: 17px/1.5 system-ui, sans-serif }
  main { max-width: 22rem; margin: 1rem; padding: 2.5rem 2rem; background: #fff; border-radius: 16px; text-align: center;
    box-shadow: 0 1px 3px #1a223322 }
  .sign { width: 3.5rem; height: 3.5rem; margin: 0 auto 1rem; border-radius: 50%; background: #e4f3ec; color: #0f7a4f;
    font-size: 1.75rem; line-height: 3.5rem }
  .sign:empty { display: none }
  h1 { margin: 0 0 .5rem; font-size: 1.3rem }
  p { margin: 0; color: #4a5568 }
  footer { margin-top: 1.5rem; color: #5b6472; font-size: .875rem }
</style>
</head>
<body><main><div class="sign" aria-hidden="true">${sign}</div><h1>${title}</h1><p>${body}</p><footer>${businessName}</footer></main></body>
</html>`
}
