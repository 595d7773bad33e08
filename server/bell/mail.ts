import { createTransport } from 'nodemailer'
import type { MailServer, Told } from './bell.ts'

/** An e-mail of plain text. */
export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Makes a mail sent twice one mail to a mail program. */
  readonly id: string
}

const timeoutMs = 15_000

/** Sends mails through one server, over TLS unless the server is this machine. */
export function createMailer({ url, from }: MailServer): {
  readonly mail: (mail: Mail) => Promise<Told>
  readonly close: () => void
} {
  const { hostname } = new URL(url)
  const transport = createTransport({
    url,
    requireTLS: !isLoopback(hostname),
    ignoreTLS: isLoopback(hostname) && url.startsWith('smtp:'),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    mail: async ({ to, subject, text, id }) => {
      try {
        await transport.sendMail({ from, to, subject, text, messageId: `<${id}@paynudge>` })
        return { kind: 'told' }
      } catch (error) {
        const { code = 'no answer', responseCode } = error as { code?: string; responseCode?: number }
        return { kind: 'failed', text: `the mail server did not take it (${responseCode ?? code})` }
      }
    },
    close: () => transport.close(),
  }
}

/** Whether a host is this machine, whose own traffic needs no encryption. */
function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
