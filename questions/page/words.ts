/**
 * What the respondent's page says around its questions, in English and Indonesian. Part of the
 * catalogue in questions/words.ts, by which every word is said, the survey's own before these.
 */
import type { SurveyWord } from "#contract/survey-words.ts";

const en = {
  promise: "Your answers are {what}.",
  trap: "Leave this field empty",
  later: "Go on later",
  laterHint: "Keep this link to go on later, on this or another device:",
  offline:
    "You are offline. What you have answered is kept here, and is sent as soon as you are back.",
  away: "This can't be sent just now. What you have answered is kept here, and is sent by itself as soon as it can be.",
  crowded:
    "Too many answers are coming from here just now. Yours are kept here, and are sent by themselves within a minute.",
  failed: "That could not be sent. Please try again.",
  sending: "Sending …",
  used: "This link has been used already. Thank you.",
  expired: "This link has run out. Please ask for a new one.",
  tooMany: "Too many answers came from here in a short time. Please wait a minute and send again.",
  busy: "Very many answers are coming in. Please wait {seconds} seconds and press the button again; what you have answered stays.",
  signIn: "This form is for staff. Please sign in.",
  forbidden: "You have no right to fill in this form here.",
  noCustomer: "The link to this form must say which customer it is about.",
  nobody: "There is no such customer here. Please begin this form at the customer’s page.",
  about: "About {customer}",
  lost: "Something went wrong here. Please load this page again in a moment; what you have answered goes with it.",
  tooLong: "That is more than we can take. Please shorten your answers.",
} satisfies Partial<Record<SurveyWord, string>>;
const id: Record<keyof typeof en, string> = {
  promise: "Jawaban Anda {what}.",
  trap: "Biarkan kolom ini kosong",
  later: "Lanjutkan nanti",
  laterHint: "Simpan tautan ini untuk melanjutkan nanti, di perangkat ini atau perangkat lain:",
  offline:
    "Anda sedang luring. Jawaban Anda disimpan di sini dan dikirim begitu Anda kembali daring.",
  away: "Jawaban belum dapat dikirim. Jawaban Anda disimpan di sini dan dikirim sendiri begitu memungkinkan.",
  crowded:
    "Terlalu banyak jawaban datang dari sini saat ini. Jawaban Anda disimpan di sini dan dikirim sendiri dalam satu menit.",
  failed: "Jawaban belum dapat dikirim. Silakan coba lagi.",
  sending: "Mengirim …",
  used: "Tautan ini sudah digunakan. Terima kasih.",
  expired: "Masa berlaku tautan ini sudah habis. Silakan minta tautan baru.",
  tooMany:
    "Terlalu banyak jawaban datang dari sini dalam waktu singkat. Silakan tunggu satu menit, lalu kirim lagi.",
  busy: "Sangat banyak jawaban sedang masuk. Silakan tunggu {seconds} detik, lalu tekan tombol sekali lagi; jawaban Anda tetap tersimpan.",
  signIn: "Formulir ini untuk staf. Silakan masuk.",
  forbidden: "Anda tidak berhak mengisi formulir ini di sini.",
  noCustomer: "Tautan ke formulir ini harus menyebutkan pelanggan yang dimaksud.",
  nobody: "Pelanggan itu tidak ada di sini. Silakan mulai formulir ini dari halaman pelanggan.",
  about: "Tentang {customer}",
  lost: "Terjadi kesalahan di sini. Silakan muat ulang halaman ini sebentar lagi; jawaban Anda ikut terkirim.",
  tooLong: "Jawaban Anda melebihi yang dapat kami terima. Mohon persingkat.",
};

export const pageWords = { en, id };
