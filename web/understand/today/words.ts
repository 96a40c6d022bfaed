import { catalogue, plural } from "../../words/catalogue.ts";

export const words = catalogue(
  {
    title: "Today",
    lead: (day: string) => `What asks for somebody, as it stood at the end of ${day}.`,
    computed: (at: string) => `Computed ${at}.`,
    renewing: "Something has come in since; it is being computed anew.",
    part: "You reach a part of the company: all of this is of that part.",
    computing: "Being computed for the first time. This takes a moment.",
    yours: "Yours",
    noOwner: "No owner is named",
    owner: (name: string) => `Owner: ${name}`,
    answers: (name: string) => `${name} answers for it`,
    amount: (currency: string, value: string) => `${currency} ${value}`,
    since: (day: string) => `since ${day}`,
    more: (n: number) => `Show all ${n}`,
    fewer: "Show fewer",
    all: "See all",
    drivers: "What goes with the scores",
    what: "What",
    worth: "Worth",
    sections: {
      intervention: "Needs somebody now",
      growth: "May grow",
      gaps: "Widest gaps",
      changes: "Really changed",
      taken: "Initiatives and watches",
    },
    leads: {
      intervention: (n: string, worth: string) =>
        `${n} accounts with ${worth} of revenue in a year, the largest first.`,
      intervention1: (worth: string) => `One account with ${worth} of revenue in a year.`,
      growth: (n: string, headroom: string) =>
        `${n} accounts are satisfied and might bring ${headroom} more in a year.`,
      growth1: (headroom: string) =>
        `One account is satisfied and might bring ${headroom} more in a year.`,
      gaps: "What was promised and not kept first, then where customers got less than they expected.",
      changes: (month: string, tests: string) =>
        `${month} against the month before and the year before: ${tests} comparisons, told from noise.`,
      taken: "Taken up from this page, with what was known then.",
    },
    silent: (days: string) => `Silent: no answer for ${days} days.`,
    silentEver: (n: string) => `Silent: ${n} invitations are unanswered.`,
    unanswered: (n: number) =>
      plural(n, "One invitation is unanswered since.", `${n} invitations are unanswered since.`),
    fallen: (placement: string) => `Fell to ${placement}`,
    scored: (now: string, low: string, high: string, n: number) =>
      `${now} of 100 (${low} to ${high}; ${plural(n, "1 person", `${n} people`)})`,
    scoredOne: (now: string, n: number) =>
      `${now} of 100 (${plural(n, "1 person", `${n} people`)})`,
    was: (before: string) => `${before} half a year before`,
    divided: (low: string, high: string) =>
      `Divided: its people answer from ${low} to ${high} of 100.`,
    decider: (score: string) => `Whoever decides gives ${score}.`,
    renewal: (days: number) =>
      days < 0
        ? "Its renewal is past."
        : plural(days, "Renewal in 1 day.", `Renewal in ${days} days.`),
    headroom: (more: string) => `Might bring ${more} more`,
    potential: (revenue: string, potential: string, times: string) =>
      `${revenue} of a potential of ${potential}, ${times} times as much.`,
    sources: {
      promise: "promise",
      "asked-before": "expected before",
      recalled: "expected, as recalled",
      disconfirmation: "worse than expected",
      zone: "least acceptable",
      benchmark: "benchmark",
    },
    kept: (kept: string, low: string, high: string, promised: string, n: string) =>
      `Kept in ${kept} (${low} to ${high}; n ${n}), where ${promised} was promised.`,
    keptAlone: (kept: string, low: string, high: string, n: string) =>
      `Kept in ${kept} (${low} to ${high}; n ${n}).`,
    off: (experience: string, expectation: string, unit: string) =>
      `${experience} ${unit} on average against ${expectation}.`,
    short: (gap: string, unit: string, low: string, high: string, n: string) =>
      `${gap} ${unit} (${low} to ${high}; n ${n}) against what was expected.`,
    points: "points",
    below: (share: string) => `${share} got less.`,
    worse: (gap: string, low: string, high: string, n: string) =>
      `${gap} points (${low} to ${high}; n ${n}): more say worse than expected than better.`,
    least: (gap: string, low: string, high: string, n: string) =>
      `${gap} points (${low} to ${high}; n ${n}) against the least that is acceptable.`,
    benchmark: (gap: string, unit: string, low: string, high: string, n: string) =>
      `${gap} ${unit} (${low} to ${high}; n ${n}) against the benchmark.`,
    behind: (n: string) => `${n} customers fell short`,
    also: (source: string) => `also seen in: ${source}`,
    nothingNew: (month: string) => `Nothing new in ${month}.`,
    nothingNewLead: "What moved is no more than chance has it.",
    goesOn: "Goes on from before",
    returned: "Back where it was",
    signs: { better: "better", worse: "worse", higher: "higher", lower: "lower" },
    none: {
      intervention: "No account asks for somebody now",
      interventionLead:
        "None of high revenue has gone silent, none fell across the line of satisfaction in half a year, and none is divided.",
      growth: "No prospect for growth now",
      growthLead: "No satisfied account has a potential well above what it brings in.",
      gaps: "No gap is a shortfall",
      gapsLead:
        "What is held against a promise or an expectation is met, or too few have answered to tell.",
    },
    missing: {
      accounts: "No business accounts are known yet",
      accountsLead: "They come with signals that name an account, with an import, or typed in.",
      accountsWay: "Go to accounts",
      answers: "No account has answered in a year",
      answersLead: "Where they stand is known from what their people answer.",
      answersWay: "Ask them in a survey",
      potential: "No potential is known of accounts that might grow",
      potentialLead: "State of an account what it might bring in, and those with room stand here.",
      potentialWay: "Go to accounts",
      comparisons: "Nothing is held against anything yet",
      comparisonsLead:
        "Put a promise in force, or ask what customers expected: what falls short stands here.",
      comparisonsWay: "Go to promises",
      history: "Too little to compare with",
      historyLead: "A change is told of where 30 answers stand on either side, in two months.",
      historyWay: "See what came in",
    },
    failed: "This part could not be told",
    again: "Look again",
    take: {
      label: (what: string) => `What to make of it: ${what}`,
      initiative: "Initiative",
      watch: "Watch",
      initiativeLong: (what: string) => `Initiative: ${what}`,
      watchLong: (what: string) => `Watch: ${what}`,
      made: { initiative: "It is an initiative now.", watch: "It is watched now." },
      dropped: "Taken off.",
      nouns: { initiative: "Initiative", watch: "Watch" },
      by: (as: string, who: string, when: string) => `${as} by ${who}, ${when}`,
      byNobody: "a key",
      off: "Take off",
      offLong: (what: string) => `Take off: ${what}`,
    },
    placements: {
      model: "model",
      growth: "growth",
      "at-risk": "at risk",
      dangling: "dangling",
      unheard: "unheard",
    },
  },
  {
    title: "Hari ini",
    lead: (day) => `Yang memerlukan perhatian, menurut keadaan pada akhir ${day}.`,
    computed: (at) => `Dihitung ${at}.`,
    renewing: "Ada yang masuk sesudahnya; sedang dihitung ulang.",
    part: "Anda menjangkau sebagian perusahaan: semua ini tentang bagian itu.",
    computing: "Sedang dihitung untuk pertama kali. Ini perlu waktu sebentar.",
    yours: "Milik Anda",
    noOwner: "Penanggung jawab belum disebut",
    owner: (name) => `Penanggung jawab: ${name}`,
    answers: (name) => `Tanggung jawab ${name}`,
    amount: (currency, value) => `${currency} ${value}`,
    since: (day) => `sejak ${day}`,
    more: (n) => `Tampilkan semua ${n}`,
    fewer: "Tampilkan lebih sedikit",
    all: "Lihat semua",
    drivers: "Yang sejalan dengan skor",
    what: "Apa",
    worth: "Nilai",
    sections: {
      intervention: "Perlu ditangani sekarang",
      growth: "Dapat tumbuh",
      gaps: "Kesenjangan terlebar",
      changes: "Sungguh berubah",
      taken: "Inisiatif dan pantauan",
    },
    leads: {
      intervention: (n, worth) =>
        `${n} akun dengan pendapatan ${worth} setahun, yang terbesar lebih dahulu.`,
      intervention1: (worth) => `Satu akun dengan pendapatan ${worth} setahun.`,
      growth: (n, headroom) =>
        `${n} akun merasa puas dan dapat memberi ${headroom} lebih banyak setahun.`,
      growth1: (headroom) =>
        `Satu akun merasa puas dan dapat memberi ${headroom} lebih banyak setahun.`,
      gaps: "Janji yang tidak ditepati lebih dahulu, lalu hal yang diterima pelanggan di bawah perkiraan mereka.",
      changes: (month, tests) =>
        `${month} terhadap bulan sebelumnya dan tahun sebelumnya: ${tests} perbandingan, dibedakan dari kebetulan.`,
      taken: "Diambil dari halaman ini, dengan yang diketahui saat itu.",
    },
    silent: (days) => `Diam: tidak menjawab selama ${days} hari.`,
    silentEver: (n) => `Diam: ${n} undangan tidak dijawab.`,
    unanswered: (n) => `${n} undangan tidak dijawab sejak itu.`,
    fallen: (placement) => `Turun menjadi ${placement}`,
    scored: (now, low, high, n) => `${now} dari 100 (${low} sampai ${high}; ${n} orang)`,
    scoredOne: (now, n) => `${now} dari 100 (${n} orang)`,
    was: (before) => `${before} setengah tahun sebelumnya`,
    divided: (low, high) =>
      `Terbelah: orang-orangnya menjawab dari ${low} sampai ${high} dari 100.`,
    decider: (score) => `Yang memutuskan memberi ${score}.`,
    renewal: (days) =>
      days < 0 ? "Waktu perpanjangannya sudah lewat." : `Perpanjangan ${days} hari lagi.`,
    headroom: (more) => `Dapat memberi ${more} lebih banyak`,
    potential: (revenue, potential, times) =>
      `${revenue} dari potensi ${potential}, ${times} kali lipatnya.`,
    sources: {
      promise: "janji",
      "asked-before": "perkiraan sebelumnya",
      recalled: "perkiraan menurut ingatan",
      disconfirmation: "lebih buruk dari perkiraan",
      zone: "tingkat terendah yang diterima",
      benchmark: "tolok ukur",
    },
    kept: (kept, low, high, promised, n) =>
      `Ditepati pada ${kept} (${low} sampai ${high}; n ${n}), padahal dijanjikan ${promised}.`,
    keptAlone: (kept, low, high, n) => `Ditepati pada ${kept} (${low} sampai ${high}; n ${n}).`,
    off: (experience, expectation, unit) =>
      `Rata-rata ${experience} ${unit} terhadap ${expectation}.`,
    short: (gap, unit, low, high, n) =>
      `${gap} ${unit} (${low} sampai ${high}; n ${n}) terhadap yang diperkirakan.`,
    points: "poin",
    below: (share) => `${share} menerima di bawahnya.`,
    worse: (gap, low, high, n) =>
      `${gap} poin (${low} sampai ${high}; n ${n}): lebih banyak yang menilai lebih buruk dari perkiraan daripada lebih baik.`,
    least: (gap, low, high, n) =>
      `${gap} poin (${low} sampai ${high}; n ${n}) terhadap tingkat terendah yang diterima.`,
    benchmark: (gap, unit, low, high, n) =>
      `${gap} ${unit} (${low} sampai ${high}; n ${n}) terhadap tolok ukur.`,
    behind: (n) => `${n} pelanggan menerima di bawahnya`,
    also: (source) => `terlihat juga pada: ${source}`,
    nothingNew: (month) => `Tidak ada yang baru pada ${month}.`,
    nothingNewLead: "Pergerakan yang ada tidak lebih dari kebetulan.",
    goesOn: "Berlanjut dari sebelumnya",
    returned: "Kembali seperti semula",
    signs: {
      better: "lebih baik",
      worse: "lebih buruk",
      higher: "lebih tinggi",
      lower: "lebih rendah",
    },
    none: {
      intervention: "Tidak ada akun yang perlu ditangani sekarang",
      interventionLead:
        "Tidak ada akun berpendapatan tinggi yang diam, tidak ada yang turun melewati garis kepuasan dalam setengah tahun, dan tidak ada yang terbelah.",
      growth: "Tidak ada calon pertumbuhan sekarang",
      growthLead: "Tidak ada akun yang puas dengan potensi jauh di atas yang diberikannya.",
      gaps: "Tidak ada kesenjangan yang berupa kekurangan",
      gapsLead:
        "Yang dibandingkan dengan janji atau perkiraan sudah terpenuhi, atau jawabannya terlalu sedikit untuk dipastikan.",
    },
    missing: {
      accounts: "Belum ada akun bisnis yang dikenal",
      accountsLead: "Akun datang dengan sinyal yang menyebutnya, dengan impor, atau diketik.",
      accountsWay: "Ke daftar akun",
      answers: "Tidak ada akun yang menjawab dalam setahun",
      answersLead: "Keadaan akun diketahui dari jawaban orang-orangnya.",
      answersWay: "Tanyakan dalam survei",
      potential: "Potensi akun yang dapat tumbuh belum diketahui",
      potentialLead: "Nyatakan potensi sebuah akun, dan yang masih berpeluang akan tampil di sini.",
      potentialWay: "Ke daftar akun",
      comparisons: "Belum ada yang dibandingkan",
      comparisonsLead:
        "Berlakukan sebuah janji, atau tanyakan perkiraan pelanggan: yang kurang akan tampil di sini.",
      comparisonsWay: "Ke daftar janji",
      history: "Terlalu sedikit untuk dibandingkan",
      historyLead: "Perubahan disebut bila ada 30 jawaban di kedua sisi, dalam dua bulan.",
      historyWay: "Lihat yang masuk",
    },
    failed: "Bagian ini tidak dapat disampaikan",
    again: "Lihat lagi",
    take: {
      label: (what) => `Tindak lanjut: ${what}`,
      initiative: "Inisiatif",
      watch: "Pantau",
      initiativeLong: (what) => `Inisiatif: ${what}`,
      watchLong: (what) => `Pantau: ${what}`,
      made: { initiative: "Sekarang menjadi inisiatif.", watch: "Sekarang dipantau." },
      dropped: "Sudah dilepas.",
      nouns: { initiative: "Inisiatif", watch: "Pantauan" },
      by: (as, who, when) => `${as} oleh ${who}, ${when}`,
      byNobody: "sebuah kunci",
      off: "Lepaskan",
      offLong: (what) => `Lepaskan: ${what}`,
    },
    placements: {
      model: "teladan",
      growth: "bertumbuh",
      "at-risk": "berisiko",
      dangling: "menggantung",
      unheard: "belum terdengar",
    },
  },
);
