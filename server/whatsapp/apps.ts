/** A Meta app whose webhooks come here. */
export type MetaApp = {
  /** Undefined when nobody told it: then tokens are tried out, and nothing more is asked about them. */
  readonly appId: string | undefined
  readonly secret: string
  readonly verifyToken: string
  /** Undefined where merchants link numbers with credentials only. */
  readonly signup?: Signup | undefined
}

/** How merchants link numbers through the app on pages of Meta's own: Embedded Signup. */
export type Signup = {
  readonly configId: string
  /** Where Meta's script for browsers is, such as `https://connect.facebook.net`. */
  readonly sdkBase: string
  /** Of the Graph API, such as `v25.0`. */
  readonly version: string
}

/** The name of the app that the environment describes. */
export const defaultApp = 'default'
