import type { MiddlewareHandler } from 'hono'
import { refuseForeign } from '../loopback.ts'

/** Keeps other web sites out of a page on loopback. `policy` is added to the content security policy. */
export function guard(policy: string): MiddlewareHandler {
  return async (c, next) => {
    const refused = refuseForeign(c)
    if (refused) return refused
    await next()
    c.header(
      'Content-Security-Policy',
      `default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; ${policy}`,
    )
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
  }
}
