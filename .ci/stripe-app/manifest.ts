import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Where everything of the app lies, seen from the root. */
export const root = new URL('../../', import.meta.url)

const reserved = /stripe|app|free|paid|\brak\b|api key|generator|authenticator/i
const viewports = [
  'onboarding',
  'settings',
  'stripe.dashboard.drawer.default',
  'stripe.dashboard.customer.detail',
  'stripe.dashboard.invoice.detail',
  'stripe.dashboard.payment.detail',
  'stripe.dashboard.subscription.detail',
] as const

/**
 * What Stripe's public schema and its review ask of a manifest (docs.stripe.com/stripe-apps/reference/app-manifest). What
 * the schema does not name is refused by Stripe's CLI, so nothing else may stand in it.
 */
const shape = z.strictObject({
  $schema: z.literal('https://stripe.com/stripe-app.schema.json'),
  id: z.string().regex(/^[a-zA-Z0-9_\-.]+$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  name: z
    .string()
    .max(35)
    .refine((name) => !reserved.test(name), { error: 'Stripe refuses names with such a word' }),
  icon: z.string().regex(/^\.\/[a-zA-Z0-9_\-/]+\.png$/),
  distribution_type: z.literal('public'),
  stripe_api_access_type: z.literal('platform'),
  sandbox_install_compatible: z.literal(true),
  post_install_action: z.strictObject({ type: z.enum(['onboarding', 'settings']) }),
  permissions: z.array(
    z.strictObject({
      permission: z.string().regex(/^[a-z_]+_(read|write)$/),
      purpose: z.string().min(20, { error: 'A purpose says concretely what for' }),
    }),
  ),
  ui_extension: z.strictObject({
    views: z.array(
      z.strictObject({ viewport: z.enum(viewports), component: z.string().regex(/^[a-zA-Z0-9_]+$/) }),
    ),
    content_security_policy: z.strictObject({
      'connect-src': z
        .array(
          z
            .string()
            .regex(/^https:\/\/[^/]+\/.+/, { error: 'needs https and a path, such as https://host/panel/' }),
        )
        .length(1),
      'image-src': z.null(),
      purpose: z.string().min(20),
    }),
  }),
  constants: z.strictObject({ API_BASE: z.string().regex(/^https:\/\/[^/]+$/), APP_ID: z.string() }),
})

/** The manifest, once it is known to be one. */
export type Manifest = z.output<typeof shape>

/** The manifest as it lies at the root. Throws with every problem in it. */
export function readManifest(): Manifest {
  return parseManifest(JSON.parse(readFileSync(new URL('stripe-app.json', root), 'utf8')))
}

/** Checks a manifest. Throws with every problem in it. */
export function parseManifest(json: unknown): Manifest {
  const checked = shape.safeParse(json)
  const problems =
    checked.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ??
    problemsBetween(checked.data)
  if (problems.length > 0) throw new Error(`stripe-app.json cannot be used:\n  ${problems.join('\n  ')}`)
  return checked.data as Manifest
}

/** What is right by itself, and does not fit together. */
function problemsBetween(manifest: Manifest | undefined): readonly string[] {
  if (!manifest) return []
  const { constants, ui_extension, permissions } = manifest
  const [allowed] = ui_extension.content_security_policy['connect-src']
  const names = permissions.map(({ permission }) => permission)
  return [
    ...(allowed === `${constants.API_BASE}/panel/`
      ? []
      : ['connect-src: must be API_BASE followed by /panel/']),
    ...(constants.APP_ID === manifest.id ? [] : ['APP_ID: must be the id of the app']),
    ...(new Set(names).size === names.length ? [] : ['permissions: one stands there twice']),
  ]
}
