import type { OperationNode, RootOperationNode } from 'kysely'

/** Columns whose new value tells one statement from another. */
const tellingColumns = new Set(['state', 'outcome', 'ending', 'reason'])

/**
 * A statement in a few words: `insert send`, `update nudge state=sent,lease_id`. Columns stand in the order they are
 * set in; undefined for what changes nothing.
 */
export function describe(node: RootOperationNode): string | undefined {
  switch (node.kind) {
    case 'InsertQueryNode':
      return `insert ${tableIn(node.into)}`
    case 'UpdateQueryNode':
      return `update ${tableIn(node.table)} ${(node.updates ?? []).map(({ column, value }) => change(column, value))}`
    case 'DeleteQueryNode':
      return `delete ${tableIn(node.from)}`
    default:
      return undefined
  }
}

function change(column: OperationNode, value: OperationNode): string {
  const name = nameIn(column) ?? ''
  return tellingColumns.has(name) ? `${name}=${valueIn(value)}` : name
}

function valueIn(node: OperationNode): string {
  return 'value' in node && (typeof node.value === 'string' || node.value === null) ? `${node.value}` : '?'
}

function tableIn(node: OperationNode | undefined): string {
  return (node && nameIn(node)) ?? '?'
}

/** The first identifier in a node that names a table or a column. */
function nameIn(node: OperationNode): string | undefined {
  if ('name' in node && typeof node.name === 'string') return node.name
  const inner = ['identifier', 'table', 'column', 'froms'].flatMap((key) => Reflect.get(node, key) ?? [])
  for (const one of inner as readonly OperationNode[]) {
    const name = nameIn(one)
    if (name) return name
  }
  return undefined
}
