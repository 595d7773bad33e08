import { tmpdir } from 'node:os'
import path from 'node:path'
import { metaApp, type World, webhookSecret, worldKey } from '../../simulator/world.ts'

/** Where a server of ours keeps its things and listens. */
type Where = { readonly databaseUrl: string; readonly folder: string; readonly port: number }

/** The variables of a server that belongs to this world, as an operator would set them. */
export function environmentOf(
  { stripe, whatsapp, merchant, url }: World,
  { databaseUrl, folder, port }: Where,
) {
  return {
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: worldKey.toString('base64'),
    STRIPE_SECRET_KEY_LIVE: 'sk_live_world',
    STRIPE_WEBHOOK_SECRET_LIVE: webhookSecret,
    STRIPE_ACCOUNT_LIVE: merchant.accountId,
    STRIPE_API_BASE: stripe.url,
    STRIPE_READS_PER_SECOND_LIVE: '1000000',
    WHATSAPP_API_BASE: whatsapp.url,
    WHATSAPP_APP_SECRET: metaApp.secret,
    WHATSAPP_VERIFY_TOKEN: metaApp.verifyToken,
    LOG_LEVEL: 'info',
    CRASH_CLOCK: path.join(folder, 'clock'),
    NODE_COMPILE_CACHE: path.join(tmpdir(), 'paynudge-crash-compiled'),
  }
}
