import type { AnswerTexts } from './texts.ts'

/** What the bot says in Indonesian. */
export const id: AnswerTexts = {
  stopped: '{business} tidak akan mengirim pesan lagi di sini. Jika Anda berubah pikiran, tulis START.',
  started: '{business} boleh mengirim pesan lagi di sini. Tulis STOP kapan saja untuk menghentikannya.',
  pay: 'Di sini Anda dapat membayar {amount} untuk {reference} kepada {business}. Tautannya berlaku sekarang.',
  payLabel: 'Bayar sekarang',
  nothingOpen:
    'Sejauh yang kami lihat, tidak ada yang belum dibayar di {business}. Anda tidak perlu melakukan apa pun.',
  laterAsk: 'Tidak masalah. Kapan {business} boleh mengingatkan Anda?',
  laterLabel: 'Pilih hari',
  laterTomorrow: 'Besok',
  laterThreeDays: 'Dalam 3 hari',
  laterWeek: 'Dalam seminggu',
  laterTwoWeeks: 'Dalam 2 minggu',
  laterKept:
    'Baik. {business} tidak akan mengingatkan Anda sebelum {day}. Untuk membayar lebih awal, tulis BAYAR.',
  invoice: 'Ini {reference} dari {business}.',
  noInvoice: 'Tidak ada tagihan dari {business} untuk hal ini yang dapat kami kirim.',
  statement: 'Ini tagihan Anda yang belum dibayar di {business}.',
  balance: 'Ini yang belum dibayar di {business} saat ini:',
  balanceLine: '{amount} ({count} × tagihan)',
  details: 'Ini rincian {reference} dari {business}:',
  auto: 'Di sini Anda dapat mengaktifkan pembayaran otomatis di {business}. Tidak ada yang ditagih di halaman itu.',
  autoLabel: 'Aktifkan',
  noAuto: 'Tidak ada apa pun di {business} yang dapat dibayar secara otomatis.',
  person: 'Terima kasih. Seseorang dari {business} akan menjawab Anda di sini.',
  contact:
    'Ini asisten otomatis dari {business} dan tidak memahami Anda. Bantuan ada di sini: {contact}. Anda juga dapat menulis BAYAR, SALDO, TAGIHAN, NANTI, atau STOP.',
  noContact:
    'Ini asisten otomatis dari {business} dan tidak memahami Anda. Silakan hubungi {business} langsung. Anda juga dapat menulis BAYAR, SALDO, TAGIHAN, NANTI, atau STOP.',
}
