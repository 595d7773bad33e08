import type { MiddlewareHandler } from 'hono'

/**
 * Keeps other web sites out of a page on loopback: a foreign `Host` (a name that was led here) is refused, and so is a
 * change that comes from another origin. `policy` is added to the content security policy.
 */
export function guard(policy: string): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? ''
    const origin = c.req.header('origin')
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host))
      return c.text('This page is for this machine only', 403)
    const isForeign = origin !== undefined && origin !== `http://${host}`
    if (isForeign && c.req.method !== 'GET') return c.text('This page takes no orders from another one', 403)
    await next()
    c.header(
      'Content-Security-Policy',
      `default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; ${policy}`,
    )
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
  }
}
