import { businessNumber } from '../../simulator/world.ts'
import { type Opened, userEvent } from './open-view.ts'

/** Types the credentials of a number into the form, and presses its button. */
export async function typeNumber(
  view: Opened,
  { phoneNumberId, wabaId, token }: typeof businessNumber = businessNumber,
): Promise<void> {
  await userEvent.click(await view.findByRole('button', { name: 'Link with your own credentials' }))
  await userEvent.type(await view.findByLabelText(/^Phone number id/), phoneNumberId)
  await userEvent.type(view.getByLabelText(/^WhatsApp Business Account id/), wabaId)
  await userEvent.type(view.getByLabelText(/^Access token/), token)
  await userEvent.click(view.getByRole('button', { name: 'Check and link' }))
}
