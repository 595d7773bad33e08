import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'

/** What a room may import: rooms (its own always), packages at run time, and of Node's own modules these or all. */
type Rule = {
  readonly rooms: readonly string[]
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[]
  readonly packages: readonly string[]
  readonly node?: readonly string[]
}

const middle = ['domain', 'flows', 'stripe', 'whatsapp', 'store', 'bell']

/** The table of the design: who may import whom. What is not listed is forbidden. */
const rules: Readonly<Record<string, Rule>> = {
  domain: { rooms: [], packages: ['libphonenumber-js'], node: ['node:crypto'] },
  flows: { rooms: ['domain', 'stripe/read'], packages: [], node: [] },
  replies: { rooms: ['domain', 'stripe/read'], packages: [], node: [] },
  stripe: { rooms: ['domain'], packages: ['stripe', 'undici'] },
  whatsapp: { rooms: ['domain'], packages: ['undici', 'zod'] },
  bell: { rooms: ['domain'], packages: ['nodemailer', 'undici'] },
  store: { rooms: ['domain'], packages: ['kysely', 'better-sqlite3', 'pg'] },
  pipeline: { rooms: [...middle, 'replies'], packages: [], node: [] },
  commands: { rooms: middle, packages: ['zod'] },
  routes: { rooms: [...middle, 'commands'], packages: ['hono', 'zod'] },
  config: { rooms: [], packages: ['zod'] },
  cli: { rooms: ['command-lines', 'commands', 'domain', 'config', 'house'], packages: ['csv-parse'] },
  'command-lines': { rooms: ['commands', 'domain', 'cli'], packages: [] },
  app: { rooms: ['routes'], packages: ['hono', 'pino'] },
  house: {
    rooms: [...middle, 'replies', 'pipeline', 'commands', 'config', 'app'],
    packages: ['@hono/node-server', 'pino', 'prom-client'],
  },
  migrations: { rooms: [], packages: ['kysely'] },
  'stripe-app': { rooms: [], types: ['routes/panel'], packages: ['@stripe/ui-extension-sdk', 'react'] },
  simulator: { rooms: ['house', 'cli'], packages: ['hono', '@hono/node-server', 'stripe'] },
  demo: { rooms: ['simulator', 'dashboard'], packages: ['hono'] },
  dashboard: {
    rooms: ['simulator', 'stripe-app'],
    packages: [
      'hono',
      'esbuild',
      'playwright-core',
      'react',
      'react-dom',
      '@remote-ui/core',
      '@remote-ui/react',
      '@stripe/ui-extension-sdk',
    ],
  },
}

/** Files of the server's top floor, which belong to no folder. */
const topFloor: Readonly<Record<string, string>> = {
  'config.ts': 'config',
  'cli.ts': 'cli',
  'consent-file.ts': 'cli',
  'app.ts': 'app',
}

type Import = { readonly file: string; readonly target: string; readonly isType: boolean }

const root = path.join(import.meta.dirname, '..')
const problems = ['server', 'migrations', 'simulator', 'stripe-app/src']
  .flatMap(filesBelow)
  .flatMap(importsOf)
  .flatMap(problemOf)

console.log(problems.length === 0 ? 'Every import keeps to the rooms' : problems.join('\n'))
process.exitCode = problems.length === 0 ? 0 : 1

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(folder, file))
}

function importsOf(file: string): readonly Import[] {
  const source = readFileSync(path.join(root, file), 'utf8')
  const found = source.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const dynamic = source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  return [
    ...Array.from(found, ([, type, target = '']) => ({ file, target, isType: type !== undefined })),
    ...Array.from(dynamic, ([, target = '']) => ({ file, target, isType: false })),
  ]
}

function problemOf({ file, target, isType }: Import): readonly string[] {
  const room = roomOf(file)
  const rule = rules[room]
  if (!rule) return [`${file} stands in no room`]
  const refused = target.startsWith('.')
    ? refusedRoom({ file, target, isType }, rule)
    : refusedPackage(target, isType, rule)
  return refused ? [`${file} (${room}) may not import ${refused}`] : []
}

function refusedRoom({ file, target, isType }: Import, rule: Rule): string | undefined {
  const imported = path.join(path.dirname(file), target)
  const from = roomOf(file)
  const to = roomOf(imported)
  if (from === to || rule.rooms.includes(to)) return undefined
  if (rule.rooms.some((room) => imported.startsWith(`server/${room}/`))) return undefined
  if (isType && rule.types?.some((room) => imported.startsWith(`server/${room}/`))) return undefined
  if (imported.startsWith('server/') && isType && ['simulator', 'demo'].includes(from)) return undefined
  return `${imported} (${to})`
}

function refusedPackage(target: string, isType: boolean, rule: Rule): string | undefined {
  if (isBuiltin(target)) return rule.node && !rule.node.includes(target) ? target : undefined
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
  return isType || rule.packages.includes(name) ? undefined : name
}

/** The room of a file, by its folder. */
function roomOf(file: string): string {
  const [house = '', folder = ''] = file.split(path.sep)
  // The simulated Dashboard alone shows the panel, and the demo alone shows the Dashboard.
  if (house === 'simulator' && folder === 'dashboard') return folder
  if (house === 'simulator' && ['demo', 'demo.ts'].includes(folder)) return 'demo'
  if (house !== 'server') return house
  if (!folder.endsWith('.ts')) return folder
  return topFloor[folder] ?? 'house'
}
