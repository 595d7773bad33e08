import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Loaded } from '../components/loaded.tsx'
import { SettingsForm } from '../components/settings-form.tsx'
import type { Known } from '../save-settings.ts'
import { useAsked } from '../use-asked.ts'

/** How messages go out: for the whole account, and for each flow. */
export default function Settings(context: ExtensionContextValue) {
  const overview = useAsked(context, '/panel/overview', {})
  const settings = useAsked(context, '/panel/settings', {})
  const flows = useAsked(context, '/panel/flows', {})
  const numbers = useAsked(context, '/panel/numbers', {})
  const alarms = useAsked(context, '/panel/alarm-ways', {})
  const show = ({ choices, known, ways }: Partial<Known>) => {
    if (choices) settings.show(choices)
    if (known) flows.show(known)
    if (ways) alarms.show(ways)
    overview.again()
  }
  const refresh = () => {
    flows.again()
    overview.again()
  }
  return (
    <Loaded asking={overview}>
      {(seen) => (
        <Loaded asking={settings}>
          {(choices) => (
            <Loaded asking={flows}>
              {(known) => (
                <Loaded asking={alarms}>
                  {(ways) => (
                    <SettingsForm
                      context={context}
                      overview={seen}
                      choices={choices}
                      known={known}
                      ways={ways}
                      numbers={numbers}
                      refresh={refresh}
                      show={show}
                    />
                  )}
                </Loaded>
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}
