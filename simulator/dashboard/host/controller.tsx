import { createController } from '@remote-ui/react/host'
import type { ComponentType } from 'react'
import { charts } from './charts.tsx'
import { checkProps } from './check-props.ts'
import { forms } from './forms.tsx'
import { layout } from './layout.tsx'
import type { Props, StandIn } from './stand-in.ts'
import { views } from './views.tsx'

const standIns: Readonly<Record<string, StandIn>> = { ...layout, ...charts, ...forms, ...views }

/** Finds the stand-in of each component a view uses; one that has none is a box nobody can overlook. */
export function dashboardController(): ReturnType<typeof createController> {
  const found = new Map<string, ComponentType>()
  const get = (name: string) => {
    const known = found.get(name) ?? shownAs(name)
    found.set(name, known)
    return known
  }
  return { ...createController({}), get } as ReturnType<typeof createController>
}

function shownAs(name: string): ComponentType {
  // The one raw element a view may use.
  if (name === 'option') return ((props: Props) => <option {...props} />) as ComponentType
  const StandInFor = standIns[name]
  if (!StandInFor)
    return (() => <div className="missing">{`[no stand-in for ${name}]`}</div>) as ComponentType
  const Checked = (props: Props) => {
    checkProps(name, props)
    return <StandInFor {...props} />
  }
  return Checked as ComponentType
}
