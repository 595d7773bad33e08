import type { Answer, Json, WhatsApp } from './client.ts'

/** All rows of a list of the Graph API, or the error Meta gave. */
export type Rows =
  | { readonly kind: 'ok'; readonly rows: readonly Json[] }
  | Extract<Answer, { kind: 'error' }>

const rowsAPage = 100
const pagesAtMost = 60

/** Reads a list of the Graph API to its end; `path` has a query already. */
export async function everyPage(whatsapp: WhatsApp, token: string, path: string): Promise<Rows> {
  const rows: Json[] = []
  let after = ''
  for (let page = 0; page < pagesAtMost; page += 1) {
    const answer = await whatsapp.call(token, 'GET', `${path}&limit=${rowsAPage}${after}`)
    if (answer.kind === 'error') return answer
    rows.push(...((answer.body.data ?? []) as readonly Json[]))
    const next = (answer.body.paging as { next?: string; cursors?: { after?: string } } | undefined) ?? {}
    if (!next.next || !next.cursors?.after) break
    after = `&after=${encodeURIComponent(next.cursors.after)}`
  }
  return { kind: 'ok', rows }
}
