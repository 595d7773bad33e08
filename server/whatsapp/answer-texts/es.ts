import type { AnswerTexts } from './texts.ts'

/** What the bot says in Spanish. */
export const es: AnswerTexts = {
  stopped: '{business} no te escribirá más por aquí. Si cambias de opinión, escribe START.',
  started: '{business} puede volver a escribirte por aquí. Escribe STOP cuando quieras para terminarlo.',
  pay: 'Aquí puedes pagar {amount} por {reference} a {business}. El enlace es válido ahora.',
  payLabel: 'Pagar ahora',
  nothingOpen: 'Por lo que vemos, no tienes nada pendiente con {business}. No tienes que hacer nada.',
  laterAsk: 'Sin problema. ¿Cuándo puede {business} recordártelo?',
  laterLabel: 'Elegir día',
  laterTomorrow: 'Mañana',
  laterThreeDays: 'En 3 días',
  laterWeek: 'En una semana',
  laterTwoWeeks: 'En 2 semanas',
  laterKept: 'De acuerdo. {business} no te lo recordará antes del {day}. Para pagar antes, escribe PAGAR.',
  invoice: 'Aquí tienes {reference} de {business}.',
  noInvoice: 'No tenemos ninguna factura de {business} sobre esto para enviarte.',
  statement: 'Estas son tus facturas pendientes con {business}.',
  balance: 'Esto es lo que tienes pendiente ahora con {business}:',
  balanceLine: '{amount} ({count} × factura)',
  details: 'Esto es lo que incluye {reference} de {business}:',
  auto: 'Aquí puedes activar el pago automático con {business}. En esa página no se cobra nada.',
  autoLabel: 'Activar',
  noAuto: 'No hay nada con {business} que se pueda pagar automáticamente.',
  person: 'Gracias. Alguien de {business} te responderá aquí.',
  contact:
    'Este es un asistente automático de {business} y no te ha entendido. Puedes recibir ayuda aquí: {contact}. También puedes escribir PAGAR, SALDO, FACTURA, DESPUÉS o STOP.',
  noContact:
    'Este es un asistente automático de {business} y no te ha entendido. Ponte en contacto directamente con {business}. También puedes escribir PAGAR, SALDO, FACTURA, DESPUÉS o STOP.',
}
