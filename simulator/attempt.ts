/** One body as it leaves for one address. */
export type Letter = {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** Posts it once, following no redirect; the status of the answer, or 0 when there is none before `signal`. */
export async function attempt({ url, body, headers }: Letter, signal: AbortSignal): Promise<number> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
