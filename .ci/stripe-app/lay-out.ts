import { writeFileSync } from 'node:fs'
import { type Manifest, root } from './manifest.ts'

/** The address a manifest carries until somebody says theirs. */
const example = 'https://pay.example.com'

/**
 * The manifest for a server of one's own, as Stripe's CLI wants it inside `stripe-app/`: its icon beside it, and the one
 * address it may speak to. Throws for an address nobody outside can reach.
 */
export function manifestFor(manifest: Manifest, publicUrl: string | undefined): Manifest {
  const base = publicUrl?.replace(/\/+$/, '')
  if (!base?.startsWith('https://') || base === example) {
    throw new Error(
      'Set PUBLIC_URL to the https address of your Paynudge server; the app speaks to nothing else',
    )
  }
  const { ui_extension } = manifest
  const policy = { ...ui_extension.content_security_policy, 'connect-src': [`${base}/panel/`] }
  return {
    ...manifest,
    icon: manifest.icon.replace('./stripe-app/', './'),
    constants: { ...manifest.constants, API_BASE: base },
    ui_extension: { ...ui_extension, content_security_policy: policy },
  }
}

/** The part of a manifest that differs while a server on this machine is tried out. */
export function localManifest({ constants }: Manifest, base: string) {
  return {
    extends: 'stripe-app.json',
    constants: { ...constants, API_BASE: base },
    ui_extension: {
      content_security_policy: {
        'connect-src': [`${base}/panel/`],
        purpose: 'A Paynudge server on the machine of whoever works on it.',
      },
    },
  }
}

/** Writes a file where Stripe's CLI looks for it. */
export function layOut(name: string, json: object): void {
  writeFileSync(new URL(`stripe-app/${name}`, root), `${JSON.stringify(json, undefined, 2)}\n`)
}
