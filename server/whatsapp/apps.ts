/** A Meta app whose webhooks come here. */
export type MetaApp = {
  /** Undefined when nobody told it: then tokens are tried out, and nothing more is asked about them. */
  readonly appId: string | undefined
  readonly secret: string
  readonly verifyToken: string
}

/** The name of the app that the environment describes. */
export const defaultApp = 'default'
