import { expect, test } from 'vitest'
import { manifestFor } from '../../.ci/stripe-app/lay-out.ts'
import { type Manifest, parseManifest, readManifest } from '../../.ci/stripe-app/manifest.ts'
import './dom.ts'
import { panelViews } from '../../simulator/dashboard/host/panel-views.ts'

const manifest = readManifest()

test('every view of the manifest can be opened in the simulated Dashboard, and no other', () => {
  const viewports = manifest.ui_extension.views.map(({ viewport }) => viewport)
  expect(Object.keys(panelViews).toSorted()).toEqual(viewports.toSorted())
  for (const { viewport, component } of manifest.ui_extension.views)
    expect(panelViews[viewport]?.name).toBe(component)
})

type Broken = readonly [what: string, change: Partial<Manifest> | Record<string, unknown>, words: string]
const csp = manifest.ui_extension.content_security_policy
const broken: readonly Broken[] = [
  ['a name Stripe refuses', { name: 'Nudges for Stripe' }, 'Stripe refuses names'],
  ['a permission without a purpose', { permissions: [{ permission: 'event_read', purpose: '' }] }, 'purpose'],
  [
    'a permission asked for twice',
    { permissions: [manifest.permissions[0], manifest.permissions[0]] },
    'one stands there twice',
  ],
  ['a field Stripe does not know', { extensions: [] }, 'extensions'],
  [
    'an address without https',
    { constants: { ...manifest.constants, API_BASE: 'http://pay.example.com' } },
    'API_BASE',
  ],
  [
    'a second address',
    {
      ui_extension: {
        ...manifest.ui_extension,
        content_security_policy: {
          ...csp,
          'connect-src': [...csp['connect-src'], 'https://other.example/x'],
        },
      },
    },
    'connect-src',
  ],
  [
    'an address that is not the one allowed',
    { constants: { ...manifest.constants, API_BASE: 'https://other.example' } },
    'connect-src',
  ],
  ['the id of another app', { constants: { ...manifest.constants, APP_ID: 'com.other' } }, 'APP_ID'],
]

test.each(broken)('a manifest with %s is refused', (_, change, words) => {
  expect(() => parseManifest({ ...manifest, ...change })).toThrow(words)
})

test('what is handed in names the server of whoever hands it in, and its icon beside it', () => {
  const own = manifestFor(manifest, 'https://pay.harbor.coffee/')
  expect(own.constants.API_BASE).toBe('https://pay.harbor.coffee')
  expect(own.ui_extension.content_security_policy['connect-src']).toEqual([
    'https://pay.harbor.coffee/panel/',
  ])
  expect(own.icon).toBe('./icon.png')
})

test.each([undefined, 'http://127.0.0.1:3000', 'https://pay.example.com'])(
  'nothing is handed in for %s',
  (url) => {
    expect(() => manifestFor(manifest, url)).toThrow('PUBLIC_URL')
  },
)
