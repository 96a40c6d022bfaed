/** A survey with every type of question, a branch within a page, and a jump; for tests of what respondents meet. */
import type { QuestionInput, SurveyInput } from "#contract/survey.ts";

const t = (en: string, id: string, ar: string) => ({ en, id, ar });
const same = (text: string) => ({ en: text, id: text, ar: text });

const parts = [
  { value: "speed", text: t("Speed", "Kecepatan", "السرعة") },
  { value: "staff", text: t("Staff", "Petugas", "الموظفون") },
  { value: "packaging", text: t("Packaging", "Kemasan", "التغليف") },
  { value: "communication", text: t("Information", "Informasi", "المعلومات") },
];
const grades = [
  { value: "1", text: t("Very dissatisfied", "Sangat tidak puas", "غير راضٍ جداً") },
  { value: "2", text: t("Dissatisfied", "Tidak puas", "غير راضٍ") },
  { value: "3", text: t("Neither", "Biasa saja", "محايد") },
  { value: "4", text: t("Satisfied", "Puas", "راضٍ") },
  { value: "5", text: t("Very satisfied", "Sangat puas", "راضٍ جداً") },
];

/** Scales, and a reason that only an unhappy answer brings. */
const scales: QuestionInput[] = [
  {
    key: "nps",
    type: "nps",
    required: true,
    text: t(
      "How likely are you to recommend {company} to a friend or colleague?",
      "Seberapa besar kemungkinan Anda merekomendasikan {company} kepada teman atau rekan kerja?",
      "ما مدى احتمال أن توصي بنا صديقاً أو زميلاً؟",
    ),
  },
  {
    key: "why",
    type: "long-text",
    showIf: "answers.nps <= 6",
    text: t(
      "What is the main reason for your answer?",
      "Apa alasan utama jawaban Anda?",
      "ما السبب الرئيسي لإجابتك؟",
    ),
    help: t("Please don't name anybody.", "Mohon jangan menyebut nama siapa pun.", "لا تذكر أسماء."),
  },
  {
    key: "csat",
    type: "csat",
    text: t(
      "Overall, how satisfied or dissatisfied are you with your delivery?",
      "Secara keseluruhan, seberapa puas Anda dengan pengiriman Anda?",
      "ما مدى رضاك عن التوصيل؟",
    ),
  },
  { key: "stars", type: "csat", shape: "stars", measure: "csat.stars", text: same("Stars?") },
  { key: "faces", type: "csat", shape: "faces", measure: "csat.faces", text: same("Faces?") },
  {
    key: "ces",
    type: "ces",
    text: t(
      "The company made it easy for me to handle my issue.",
      "Perusahaan memudahkan saya menyelesaikan masalah saya.",
      "سهّلت الشركة حل مشكلتي.",
    ),
  },
  {
    key: "rate",
    type: "rating",
    min: 1,
    max: 9,
    notApplicable: true,
    text: same("Rate it, 1 to 9"),
  },
];

const choices: QuestionInput[] = [
  {
    key: "channel",
    type: "single-choice",
    required: true,
    text: t("How did you order?", "Bagaimana Anda memesan?", "كيف طلبت؟"),
    options: [
      { value: "web", text: t("On the website", "Melalui situs web", "على الموقع") },
      { value: "app", text: t("In the app", "Melalui aplikasi", "في التطبيق") },
      { value: "other", text: t("Another way", "Cara lain", "بطريقة أخرى"), other: true },
    ],
  },
  {
    key: "city",
    type: "single-choice",
    as: "drop-down",
    text: t("Where do you live?", "Di mana Anda tinggal?", "أين تسكن؟"),
    options: [
      { value: "jakarta", text: same("Jakarta") },
      { value: "surabaya", text: same("Surabaya") },
    ],
  },
  {
    key: "helped",
    type: "multiple-choice",
    order: "random",
    text: t("What helped you?", "Apa yang membantu Anda?", "ما الذي ساعدك؟"),
    options: [
      { value: "mail", text: t("E-mails", "Email", "البريد") },
      { value: "map", text: t("The map", "Peta", "الخريطة") },
      { value: "call", text: t("A call", "Telepon", "مكالمة") },
      { value: "none", text: t("None of these", "Tidak ada", "لا شيء"), none: true },
    ],
  },
  {
    key: "order",
    type: "ranking",
    text: t("What matters most?", "Apa yang terpenting?", "ما الأهم؟"),
    options: parts,
  },
  {
    key: "asat",
    type: "matrix",
    measure: "asat",
    notApplicable: true,
    text: t("How satisfied are you with …", "Seberapa puas Anda dengan …", "ما مدى رضاك عن …"),
    rows: parts,
    columns: grades,
  },
  {
    key: "used",
    type: "matrix",
    multiple: true,
    text: t("What did you use where?", "Apa yang Anda gunakan?", "ماذا استخدمت؟"),
    rows: parts.slice(0, 2),
    columns: [
      { value: "home", text: t("At home", "Di rumah", "في المنزل") },
      { value: "away", text: t("Elsewhere", "Di tempat lain", "في مكان آخر") },
    ],
  },
];

const expectations: QuestionInput[] = [
  {
    key: "dis",
    type: "expectation",
    text: t(
      "Compared with what you expected, was it worse or better?",
      "Dibandingkan perkiraan Anda, lebih buruk atau lebih baik?",
      "مقارنة بتوقعاتك، أسوأ أم أفضل؟",
    ),
  },
  {
    key: "pair",
    type: "expectation",
    ask: "pair",
    when: "recalled",
    aspects: parts.slice(0, 2),
    text: t("Before and after", "Sebelum dan sesudah", "قبل وبعد"),
  },
  {
    key: "zone",
    type: "expectation",
    ask: "zone",
    aspects: parts.slice(2, 3),
    text: t("Levels of service", "Tingkat layanan", "مستوى الخدمة"),
  },
];

const fields: QuestionInput[] = [
  { key: "note", type: "statement", text: t("Nearly done.", "Hampir selesai.", "اقتربنا.") },
  { key: "product", type: "short-text", text: t("Which product?", "Produk apa?", "أي منتج؟") },
  {
    key: "days",
    type: "number",
    min: 0,
    max: 60,
    unit: t("days", "hari", "أيام"),
    text: t("How long did it take?", "Berapa lama?", "كم استغرق؟"),
    validation: [
      {
        if: "answers.days != 13",
        message: t("Not thirteen, please.", "Jangan tiga belas.", "ليس ثلاثة عشر."),
      },
    ],
  },
  {
    key: "share",
    type: "slider",
    step: 5,
    text: t(
      "Of 100 deliveries, how many come in time?",
      "Dari 100 kiriman, berapa tepat waktu?",
      "كم؟",
    ),
  },
  { key: "on", type: "date", text: t("When did it come?", "Kapan tiba?", "متى وصل؟") },
  {
    key: "agree",
    type: "consent",
    text: t("You may ask me again.", "Anda boleh bertanya lagi.", "يمكنكم سؤالي مجدداً."),
  },
  {
    key: "mayContact",
    type: "may-contact",
    text: t(
      "May we contact you about your answers?",
      "Bolehkah kami menghubungi Anda mengenai jawaban Anda?",
      "هل يمكننا التواصل معك؟",
    ),
  },
  {
    key: "reach",
    type: "contact-details",
    showIf: 'answers.mayContact == "yes"',
    text: t("How do we reach you?", "Bagaimana kami menghubungi Anda?", "كيف نصل إليك؟"),
  },
  { key: "shop", type: "hidden", values: ["north", "south"] },
];

export const everyType = (other: Partial<SurveyInput> = {}): SurveyInput => ({
  format: 1,
  name: "Delivery, every type",
  languages: ["en", "id", "ar"],
  piped: { company: same("Maju") },
  opening: t(
    "{company} would like to know how your delivery went. It takes about {minutes} minutes. Your answers are {confidentiality}.",
    "{company} ingin mengetahui pengalaman Anda dengan pengiriman. Hanya perlu sekitar {minutes} menit. Jawaban Anda {confidentiality}.",
    "تود {company} معرفة كيف كان التوصيل. يستغرق حوالي {minutes} دقائق. إجاباتك {confidentiality}.",
  ),
  pages: [
    {
      key: "scales",
      title: t("Your delivery", "Pengiriman Anda", "التوصيل"),
      questions: scales,
    },
    {
      key: "choices",
      questions: choices,
      jumps: [{ if: 'answers.channel == "app"', to: "fields" }],
    },
    { key: "expectations", questions: expectations },
    { key: "fields", questions: fields },
  ],
  endings: [
    {
      key: "unhappy",
      if: 'answers.nps <= 6 && answers.mayContact == "yes"',
      text: t(
        "Thank you. We are sorry.\nSomeone will contact you within one working day.",
        "Terima kasih. Kami mohon maaf.\nKami akan menghubungi Anda dalam satu hari kerja.",
        "شكراً لك. نأسف لذلك.",
      ),
    },
    {
      key: "thanks",
      text: t(
        "Thank you.\nWe will pass this on to the team.",
        "Terima kasih.\nKami akan menyampaikannya kepada tim.",
        "شكراً لك.",
      ),
    },
  ],
  ...other,
});
