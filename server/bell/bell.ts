import { createMailer, type Mail } from './mail.ts'
import { createPoster, type Post } from './post.ts'

/** What became of telling a merchant something. */
export type Told = { readonly kind: 'told' } | { readonly kind: 'failed'; readonly text: string }

/** The ways by which merchants are told of alarms outside the panel. */
export type Bell = {
  readonly post: (post: Post) => Promise<Told>
  /** Undefined when no mail server is configured. */
  readonly mail: ((mail: Mail) => Promise<Told>) | undefined
  readonly close: () => Promise<void>
}

/** A mail server, `smtp://user:password@host:587` or `smtps://...:465`, and whom its mails come from. */
export type MailServer = { readonly url: string; readonly from: string }

/** Opens the ways; nothing is connected before something is told. */
export function createBell(mailServer: MailServer | undefined): Bell {
  const poster = createPoster()
  const mailer = mailServer && createMailer(mailServer)
  return {
    post: poster.post,
    mail: mailer?.mail,
    close: async () => {
      mailer?.close()
      await poster.close()
    },
  }
}
