import { alarmWays, chooseWays } from './alarm-ways.ts'
import { consent, recordOne } from './consent.ts'
import type { PanelPath } from './contract.ts'
import type { Endpoint } from './endpoint.ts'
import { chooseFlow, flows, switchOne } from './flows.ts'
import { goOn, now, pause } from './nudges.ts'
import { askForCode, chooseDefault, linkOne, numbers, openConnect, unlinkOne } from './numbers.ts'
import { overview, pushTexts } from './overview.ts'
import { planned } from './planned.ts'
import { resume, sending, stop } from './sending.ts'
import { chooseAccount, chooseSettings, settings } from './settings.ts'
import { addPhone, allowedPhones, testText } from './tests.ts'
import { answerOne, handBack, seen, take, thread } from './thread.ts'
import { timeline } from './timeline.ts'

/** Everything the panel may ask for, by path. */
export const endpoints: { readonly [Path in PanelPath]: Endpoint<Path> } = {
  '/panel/overview': overview,
  '/panel/settings': settings,
  '/panel/settings/choose': chooseSettings,
  '/panel/account/choose': chooseAccount,
  '/panel/alarm-ways': alarmWays,
  '/panel/alarm-ways/choose': chooseWays,
  '/panel/flows': flows,
  '/panel/flows/switch': switchOne,
  '/panel/flows/choose': chooseFlow,
  '/panel/planned': planned,
  '/panel/timeline': timeline,
  '/panel/nudge/now': now,
  '/panel/nudge/pause': pause,
  '/panel/nudge/go-on': goOn,
  '/panel/consent': consent,
  '/panel/consent/record': recordOne,
  '/panel/thread': thread,
  '/panel/thread/seen': seen,
  '/panel/thread/answer': answerOne,
  '/panel/thread/take': take,
  '/panel/thread/hand-back': handBack,
  '/panel/sending': sending,
  '/panel/sending/stop': stop,
  '/panel/sending/resume': resume,
  '/panel/allowed-phones': allowedPhones,
  '/panel/allowed-phones/add': addPhone,
  '/panel/numbers': numbers,
  '/panel/numbers/link': linkOne,
  '/panel/numbers/code': askForCode,
  '/panel/numbers/connect': openConnect,
  '/panel/numbers/default': chooseDefault,
  '/panel/numbers/unlink': unlinkOne,
  '/panel/texts/push': pushTexts,
  '/panel/texts/test': testText,
}
