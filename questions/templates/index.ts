/** The fourteen templates, each in English and Indonesian, of the question bank. Data. */
import { bank } from "../bank.ts";
import { main, say, template, type Template } from "./build.ts";

export type { Template } from "./build.ts";

const ours = { touchpoint: say("our service", "layanan kami") };
const { LTR, LTRB, WHY, ONE, OSAT, TSAT, ASAT, CES2, EASE, FCR, TIMES, GOAL, DIS } = bank;
const { DAYS, SUP, STAY, LEAVE, BACK, HAND, CALL, THEY } = bank;
const pair = bank["EXR+EXP"];
/** Of all that people judge, the eight that fit most firms. */
const eight = "customer-care features ease-of-use reliability price speed communication staff";

export const templates: readonly Template[] = [
  template("relationship-nps", {
    name: say("Relationship NPS", "NPS hubungan"),
    about: say(
      "Every half-year, spread over the period.",
      "Setiap enam bulan, tersebar sepanjang periode.",
    ),
    minutes: 3,
    pattern: "present",
    piped: ours,
    pages: [[main(LTR()), WHY()], [OSAT()], [ASAT({ aspects: eight })], [SUP(), STAY()], [CALL()]],
    low: "answers.nps <= 6",
  }),
  template("post-purchase", {
    name: say("Post-purchase CSAT", "CSAT setelah pembelian"),
    about: say("An hour after an order was placed.", "Satu jam setelah pemesanan."),
    minutes: 1,
    pattern: "past",
    touchpoint: "online-order",
    piped: {
      touchpoint: say("your order", "pemesanan Anda"),
      task: say("place your order", "melakukan pemesanan"),
    },
    pages: [[main(TSAT())], [EASE(), WHY()], [DAYS(), CALL()]],
    low: "answers.csat <= 2",
  }),
  template("post-ticket", {
    name: say("Post-ticket CSAT", "CSAT setelah tiket"),
    about: say("A day after a ticket was closed.", "Satu hari setelah tiket ditutup."),
    minutes: 1,
    pattern: "past",
    touchpoint: "support-call",
    piped: { touchpoint: say("our support", "bantuan kami") },
    pages: [[FCR(), main(TSAT())], [TIMES(), WHY()], [CALL()]],
    low: "answers.csat <= 2",
  }),
  template("customer-effort", {
    name: say("Customer effort", "Upaya pelanggan"),
    about: say(
      "An hour after a contact or self-service ended.",
      "Satu jam setelah kontak atau bantuan mandiri selesai.",
    ),
    minutes: 1,
    pattern: "past",
    touchpoint: "self-service",
    piped: { touchpoint: say("our help", "bantuan kami") },
    pages: [[main(CES2()), WHY()], [FCR()], [CALL()]],
    low: "answers.ces <= 3",
  }),
  template("onboarding", {
    name: say("Onboarding", "Mulai menggunakan"),
    about: say("Two weeks after the first use.", "Dua minggu setelah penggunaan pertama."),
    minutes: 2,
    pattern: "past",
    touchpoint: "first-use",
    piped: {
      touchpoint: say("getting started", "awal penggunaan"),
      task: say("get started", "mulai menggunakan"),
    },
    pages: [[main(EASE()), GOAL()], [DIS(), ONE()], [CALL()]],
    low: "answers.ease <= 3",
  }),
  template("delivery", {
    name: say("Delivery", "Pengiriman"),
    about: say("A day after delivery.", "Satu hari setelah pengiriman."),
    minutes: 1,
    pattern: "past",
    touchpoint: "delivery",
    piped: { touchpoint: say("the delivery", "pengiriman") },
    pages: [
      [main(TSAT()), DIS()],
      [ASAT({ aspects: "speed communication packaging staff" })],
      [WHY(), CALL()],
    ],
    low: "answers.csat <= 2",
  }),
  template("billing", {
    name: say("Billing", "Tagihan"),
    about: say(
      "When the bill was opened, or three days after it was issued.",
      "Saat tagihan dibuka, atau tiga hari setelah terbit.",
    ),
    minutes: 1,
    pattern: "past",
    touchpoint: "bill",
    piped: {
      touchpoint: say("your bill", "tagihan Anda"),
      task: say("understand your bill", "memahami tagihan Anda"),
    },
    pages: [[main(TSAT())], [EASE(), WHY()], [CALL()]],
    low: "answers.csat <= 2",
  }),
  template("store-visit", {
    name: say("Store visit", "Kunjungan gerai"),
    about: say(
      "On a receipt, a QR code or a kiosk; two hours after the visit where it is known.",
      "Pada struk, kode QR, atau kios; dua jam setelah kunjungan bila diketahui.",
    ),
    minutes: 1,
    pattern: "past",
    touchpoint: "store",
    confidentiality: "anonymous",
    piped: { touchpoint: say("your visit", "kunjungan Anda") },
    pages: [[main(TSAT()), GOAL()], [ASAT({ aspects: "staff speed availability" })], [WHY()]],
  }),
  template("leaving", {
    name: say("Leaving", "Berhenti"),
    about: say("Three days after a contract ended.", "Tiga hari setelah kontrak berakhir."),
    minutes: 2,
    pattern: "past",
    touchpoint: "cancellation",
    piped: { touchpoint: say("leaving us", "penghentian layanan") },
    pages: [[main(LEAVE()), WHY()], [BACK(), LTR()], [CALL()]],
    low: "answers.nps <= 6",
  }),
  template("expectation", {
    name: say("Expectation against experience", "Perkiraan dan kenyataan"),
    about: say(
      "As a study, or in a relationship programme.",
      "Sebagai studi, atau dalam program hubungan.",
    ),
    minutes: 3,
    pattern: "present",
    piped: ours,
    pages: [
      [main(pair({ aspects: "reliability customer-care ease-of-use price speed communication" }))],
      [DIS(), ONE()],
    ],
  }),
  template("account-review", {
    name: say("Account review", "Tinjauan akun"),
    about: say(
      "Every half-year, at the latest 60 days before renewal: account manager and customer fill it in together.",
      "Setiap enam bulan, paling lambat 60 hari sebelum perpanjangan: diisi bersama oleh manajer akun dan pelanggan.",
    ),
    minutes: 8,
    pattern: "present",
    touchpoint: "account-review",
    piped: { touchpoint: say("the last half-year", "enam bulan terakhir") },
    pages: [
      [main(LTRB()), OSAT()],
      [pair({ aspects: "reliability customer-care features price" })],
      [STAY()],
      [
        {
          key: "goals",
          type: "long-text",
          text: say(
            "What do you want to achieve in the next half-year?",
            "Apa yang ingin Anda capai dalam enam bulan ke depan?",
          ),
        },
        {
          key: "risks",
          type: "long-text",
          text: say("What could stand in the way?", "Apa yang dapat menghambatnya?"),
        },
      ],
      [
        {
          key: "action",
          type: "long-text",
          text: say("What have we agreed to do?", "Apa yang kita sepakati untuk dilakukan?"),
        },
        {
          key: "actionOwner",
          type: "short-text",
          text: say("Who does it?", "Siapa pelaksananya?"),
        },
        { key: "actionDue", type: "date", text: say("By when?", "Paling lambat kapan?") },
      ],
    ],
  }),
  template("event", {
    name: say("Event", "Acara"),
    about: say("A day after the event ended.", "Satu hari setelah acara selesai."),
    minutes: 1,
    pattern: "past",
    piped: { touchpoint: say("the event", "acara ini") },
    pages: [[main(TSAT()), DIS()], [GOAL(), ONE()], [CALL()]],
    low: "answers.csat <= 2",
  }),
  template("case-follow-up", {
    name: say("Case follow-up", "Tindak lanjut kasus"),
    about: say(
      "Three days after a case was resolved; always identified.",
      "Tiga hari setelah kasus diselesaikan; selalu dengan identitas.",
    ),
    minutes: 1,
    pattern: "past",
    touchpoint: "complaint",
    confidentiality: "identified",
    piped: { touchpoint: say("the solution of your problem", "penyelesaian masalah Anda") },
    pages: [[main(FCR())], [HAND(), WHY()]],
  }),
  template("staff-mirror", {
    name: say("What we believe", "Perkiraan kita"),
    about: say(
      "For staff, in the same week as each wave of the relationship NPS.",
      "Untuk karyawan, pada minggu yang sama dengan setiap gelombang NPS hubungan.",
    ),
    minutes: 2,
    pattern: "present",
    confidentiality: "anonymous",
    voice: "employee",
    form: "mirror",
    piped: ours,
    opening: say(
      "{company} would like to know how you believe customers see us. It takes about {minutes} minute(s). Your answers are {confidentiality}.",
      "{company} ingin mengetahui bagaimana pandangan pelanggan terhadap kita menurut Anda. Hanya perlu sekitar {minutes} menit. Jawaban Anda {confidentiality}.",
    ),
    pages: [
      [main(THEY())],
      [
        {
          key: "asCustomers",
          type: "statement",
          text: say("How would our customers answer?", "Bagaimana pelanggan kita akan menjawab?"),
        },
        OSAT(),
        ASAT({ aspects: eight }),
      ],
    ],
  }),
];
