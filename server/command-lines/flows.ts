import { listFlows, switchFlow } from '../commands/switch-flow.ts'
import type { By, CommandTools } from '../commands/tools.ts'
import { whatIsMissing } from '../commands/what-is-missing.ts'
import { type Commands, type Line, word } from './command.ts'

/** The flows, and whether they are on. */
export const flowCommands: Commands = {
  'flow list': {
    usage: '',
    does: 'show every flow and whether it is on',
    run: async (tools, by) => (await listFlows(tools, by)).map(lineOf),
  },
  'flow on': {
    usage: 'FLOW',
    takes: 1,
    does: 'switch a flow on',
    run: async (tools, by, { words }) => {
      const flow = word(words, 'FLOW')
      await switchFlow(tools, by, { flow, isOn: true })
      return [...(await linesOf(tools, by, flow)), ...(await whatIsMissing(tools, by))]
    },
  },
  'flow off': {
    usage: 'FLOW',
    takes: 1,
    does: 'switch a flow off; it works at once, on planned messages too',
    run: async (tools, by, { words }) => {
      const flow = word(words, 'FLOW')
      await switchFlow(tools, by, { flow, isOn: false })
      return linesOf(tools, by, flow)
    },
  },
}

async function linesOf(tools: CommandTools, by: By, flow: string): Promise<readonly Line[]> {
  return (await listFlows(tools, by)).filter(({ key }) => key === flow).map(lineOf)
}

type ListedFlow = Awaited<ReturnType<typeof listFlows>>[number]

function lineOf({ key, name, isOn }: ListedFlow): Line {
  return `${key} (${name}): ${isOn ? 'on' : 'off'}`
}
