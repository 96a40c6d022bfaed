import { catalogue, plural } from "../../words/catalogue.ts";

export const words = catalogue(
  {
    title: "Drivers",
    lead: "What goes with a score, and with how much of it. What goes with it need not cause it: see whether it holds where you change something.",
    is: (name: string, value: string) => `${name}: ${value}`,
    values: { yes: "Yes", no: "No", true: "Yes", false: "No" },
    facts: {
      "customer.revenue365": "Revenue of the customer in a year",
      "account.revenue365": "Revenue of the account in a year",
      "account.potential": "Potential of the account",
    },
    choose: {
      label: "What is looked at",
      outcome: "Outcome",
      measures: "Scores and measures",
      answers: "Answers",
      counted: "Counted",
      answered: "As answered",
      figures: {
        nps: "As points of NPS",
        csat: "As in the top boxes or not",
        ces: "As in agreement or not",
      },
      value: "Which answer",
      valueHint: "It counts 1, any other 0.",
      programme: "Programme",
      all: (n: string) => `All programmes (${n})`,
      of: (name: string, n: string) => `${name} (${n})`,
      pattern: "Kind of score",
      patterns: {
        present: "Relationship",
        past: "Transactional",
        potential: "Exploratory",
      },
      method: "R² shared out by",
      methods: { johnson: "Johnson’s weights", shapley: "Shapley’s shares" },
      missing: "Missing answers",
      missings: {
        complete: "Only whole ones",
        pairwise: "By pairs",
      },
      condition: "Add a condition",
    },
    predictors: {
      label: "Predictors",
      hint: (most: number) =>
        `What may go with the outcome, up to ${most}. Type to search; ratings of the same answers stand first.`,
      there: "In the same answers",
      others: "Other measures",
      known: "Known of customers and accounts",
      answers: "Answers",
      share: (share: string) => `in ${share}`,
      start: "Take what is there",
      startHint: "The ratings that at least half of the answers have.",
      addAnswer: "Add an answer",
      add: "Add",
      cancel: "Cancel",
      answer: "Answer",
      run: "Run",
      changed: "The figures below are of the choice before.",
      none: "Choose at least one predictor.",
    },
    result: {
      title: (outcome: string) => `What goes with ${outcome}`,
      lead: (name: string, share: string) =>
        `${name} goes with it most: ${share} of what is explained.`,
      leadOne: (name: string) => `${name} goes with it.`,
      leadTied: (name: string, share: string, n: number) =>
        `${name} has the largest share, ${share}; the next ${plural(n, "one", String(n))} may be as large.`,
      leadNone: "No single one of them can be told from nothing beside the others.",
      r2: (value: string) => `R² ${value}`,
      interval: (low: string, high: string) => `${low} to ${high}`,
      n: (n: string) => `from ${n} answers`,
      explained: "of the differences between answers go with all of them together",
      mean: (value: string) => `Mean of the outcome ${value}`,
      columns: {
        name: "Predictor",
        picture: "Share of R²",
        share: "Share",
        interval: "95% interval",
        slope: "What goes with a step, the others being equal",
        mean: "Mean",
        n: "n",
        found: "As it rises",
      },
      found: { up: "Outcome rises", down: "Outcome falls", no: "Can’t be told" },
      vif: (value: string) => `overlaps (VIF ${value})`,
      error: (value: string) => `± ${value} from sampling`,
      lacking: (n: string) => `${n} lack it`,
      legend:
        "A filled bar is told from nothing among all that were looked at, a hollow one is not.",
      noInterval: "–",
    },
    slope: {
      points: (value: string) => `${value} points`,
      interval: (low: string, high: string) => ` (${low} to ${high})`,
      rise: (from: string, to: string, effect: string) =>
        `A rise from ${from} to ${to} goes with ${effect}.`,
      fall: (from: string, to: string, effect: string) =>
        `A fall from ${from} to ${to} goes with ${effect}.`,
      whether: (effect: string) => `Where it is so: ${effect} beside where it is not.`,
      ofScale: (name: string, min: string, max: string) =>
        `Points are those of “${name}”, from ${min} to ${max}.`,
      ofOutcome: (name: string) => `Points are those of “${name}” as it was answered.`,
      ofNps: "Points are points of NPS, from −100 to 100.",
      ofTop: (name: string) =>
        `Points are of 100 answers: how many more count as good in “${name}”.`,
      ofShare: (name: string) => `Points are of 100 answers: how many more say “${name}”.`,
    },
    left: {
      complete: (used: string, all: string, n: string) =>
        `${used} of ${all} answers have the outcome and every predictor; ${n} lack one and stay out.`,
      whole: "Every answer with the outcome has every predictor.",
      pairwise: (n: string) =>
        `Each correlation is over the answers that have both; the rarest pair has ${n}.`,
      stayed: (parts: string) => `Not counted: ${parts}.`,
      suspicious: (n: string) => `${n} suspicious`,
      partial: (n: string) => `${n} not completed`,
      otherVoices: (n: string) => `${n} of others than customers`,
      suppressed: (n: string) => `${n} given in confidence, which are too few to count`,
      few: (names: string) => `Most of them lack ${names}: without it more answers count.`,
      takeOut: (name: string) => `Take out ${name}`,
    },
    overlap: {
      some: (names: string, count: number) =>
        `${names} ${plural(count, "overlaps", "overlap")} with the others so far that ${plural(count, "its slope", "their slopes")} can hardly be told from theirs. Take one of those that say the same out.`,
      bad: (value: string) =>
        `The predictors overlap badly (condition ${value}, 30 is much): how R² is shared out among them is unsure. Leave some out.`,
    },
    unstable: "The intervals can’t be computed: without some group of answers nothing can be.",
    silent: {
      title: {
        "no-answers": "Nobody has answered this here",
        "one-answer": "There is one answer only",
        "too-few-answers": "Too few answers for so many predictors",
        "low-base": "Too few answers to say anything",
        "zero-variance": "Something here is the same in every answer",
        "lost-digits": "Some values are too far from nought to be told apart",
        "no-pairs": "Two of these were never answered together",
        collinear: "Some predictors say the same thing",
        "pairs-contradict": "The pairs contradict each other",
        chance: "Nothing here goes with it beyond chance",
        "small-r2": "They go with too little of it to act on",
      },
      lead: {
        "no-answers":
          "No answer in this selection has the outcome and every predictor. Take a longer period, another programme, or predictors that are asked together with it.",
        "one-answer":
          "No relation can be seen in one answer. Take a longer period, or fewer predictors.",
        "too-few-answers": (n: string, predictors: number) =>
          `${n} answers and ${predictors} predictors: a model fits those whatever was said. Take fewer predictors, or a longer period.`,
        "low-base": (n: string) =>
          `${n} answers have all of it; below 30 nothing is said. Take a longer period, or predictors that more people have answered.`,
        "zero-variance": (names: string) =>
          `${names}: every answer gives the same, so nothing can go up or down with it. Take it out, or widen the selection.`,
        "lost-digits": (names: string) =>
          `${names}: the values lie too far from 0 beside how much they differ. Take it out, or store it about another beginning.`,
        "no-pairs": (names: string) =>
          `${names}: no answer has both. They belong to different questions; ask for them one after the other.`,
        collinear: (names: string) =>
          `${names} make each other up, as a sum and its parts do. Leave one out.`,
        "pairs-contradict":
          "Each correlation is over other answers, and together they can’t all be true. Take only whole answers.",
        chance: (r2: string, p: string) =>
          `Together they go with ${r2} of it, and chance alone gives as much with a probability of ${p}. More answers may tell.`,
        "small-r2": (r2: string) =>
          `It is more than chance, but with ${r2} of the differences something else decides. Look for other predictors: what happened, where, and how long it took.`,
      },
      all: "Take all time",
      complete: "Take only whole answers",
      pairs: "Take pairs",
      out: (name: string) => `Take out ${name}`,
      often: "Take what most have answered",
      programmes: "Take all programmes",
    },
    nobody: {
      title: "No drivers can be told yet",
      lead: "Drivers need an outcome, as a recommendation, and ratings of parts in the same answers, as of price, speed and staff. The template “Relationship NPS” asks both.",
      part: "In this selection nobody has answered it. There are answers at other times, or without these filters.",
      alone: "Nothing else was asked together with this outcome here.",
      aloneLead:
        "Choose predictors yourself, another programme, or ask for ratings in the same survey.",
      surveys: "Begin a survey",
      value: "Choose which answer counts",
      valueLead:
        "An answer can be an outcome: it counts 1 where somebody gave it, and 0 where not.",
    },
    importance: {
      title: "Importance against performance",
      lead: "What goes with the outcome most, beside how it is rated: where to begin, and where effort goes that nobody asked for.",
      few: "This needs two ratings on one scale.",
      others: (names: string) => `Not in the picture, as they are on another scale: ${names}.`,
      undefined:
        "Nobody has defined these measures; they are taken to be on one scale. Define them in the registry.",
    },
    unknown: (name: string) => `No answer has “${name}”.`,
    tooMany: "Too many answers to take them by pairs",
    tooManyLead:
      "Each pair of predictors is an addition of its own. Take only whole answers, a shorter period, or fewer predictors.",
    take: {
      label: "Take it along",
      short: { csv: "CSV", query: "Query", sql: "SQL" },
      csv: "Table as CSV",
      query: "The query as JSON",
      sql: "The SQL behind it",
      queryLead: "Sent to POST /v1/drivers, it answers the same figures.",
      sqlLead: "What was asked of the store; values are bound beside it.",
      parameters: "Bound values",
    },
  },
  {
    title: "Pendorong",
    lead: "Yang sejalan dengan suatu skor, dan seberapa besar. Yang sejalan belum tentu menyebabkannya: lihat apakah tetap berlaku setelah Anda mengubah sesuatu.",
    is: (name, value) => `${name}: ${value}`,
    values: { yes: "Ya", no: "Tidak", true: "Ya", false: "Tidak" },
    facts: {
      "customer.revenue365": "Pendapatan dari pelanggan dalam setahun",
      "account.revenue365": "Pendapatan dari akun dalam setahun",
      "account.potential": "Potensi akun",
    },
    choose: {
      label: "Yang dilihat",
      outcome: "Hasil",
      measures: "Skor dan ukuran",
      answers: "Jawaban",
      counted: "Dihitung",
      answered: "Seperti dijawab",
      figures: {
        nps: "Sebagai poin NPS",
        csat: "Sebagai kotak teratas atau bukan",
        ces: "Sebagai setuju atau tidak",
      },
      value: "Jawaban mana",
      valueHint: "Jawaban ini dihitung 1, yang lain 0.",
      programme: "Program",
      all: (n) => `Semua program (${n})`,
      of: (name, n) => `${name} (${n})`,
      pattern: "Jenis skor",
      patterns: {
        present: "Relasional",
        past: "Transaksional",
        potential: "Eksploratif",
      },
      method: "R² dibagi menurut",
      methods: { johnson: "Bobot Johnson", shapley: "Bagian Shapley" },
      missing: "Jawaban yang kosong",
      missings: {
        complete: "Yang lengkap",
        pairwise: "Per pasangan",
      },
      condition: "Tambah syarat",
    },
    predictors: {
      label: "Prediktor",
      hint: (most) =>
        `Yang mungkin sejalan dengan hasil, paling banyak ${most}. Ketik untuk mencari; penilaian dari jawaban yang sama tampil lebih dahulu.`,
      there: "Dalam jawaban yang sama",
      others: "Ukuran lain",
      known: "Yang diketahui tentang pelanggan dan akun",
      answers: "Jawaban",
      share: (share) => `pada ${share}`,
      start: "Ambil yang ada",
      startHint: "Penilaian yang ada pada sedikitnya separuh jawaban.",
      addAnswer: "Tambah jawaban",
      add: "Tambah",
      cancel: "Batal",
      answer: "Jawaban",
      run: "Jalankan",
      changed: "Angka di bawah ini dari pilihan sebelumnya.",
      none: "Pilih sedikitnya satu prediktor.",
    },
    result: {
      title: (outcome) => `Yang sejalan dengan ${outcome}`,
      lead: (name, share) => `${name} paling sejalan: ${share} dari yang dijelaskan.`,
      leadOne: (name) => `${name} sejalan dengannya.`,
      leadTied: (name, share, n) =>
        `${name} memiliki bagian terbesar, ${share}; ${n} berikutnya mungkin sama besar.`,
      leadNone: "Tidak satu pun dapat dibedakan dari tidak ada, di samping yang lain.",
      r2: (value) => `R² ${value}`,
      interval: (low, high) => `${low} sampai ${high}`,
      n: (n) => `dari ${n} jawaban`,
      explained: "dari perbedaan antarjawaban sejalan dengan semuanya bersama-sama",
      mean: (value) => `Rata-rata hasil ${value}`,
      columns: {
        name: "Prediktor",
        picture: "Bagian R²",
        share: "Bagian",
        interval: "Interval 95%",
        slope: "Yang sejalan dengan satu langkah, bila yang lain sama",
        mean: "Rata-rata",
        n: "n",
        found: "Bila naik",
      },
      found: {
        up: "Hasil naik",
        down: "Hasil turun",
        no: "Belum pasti",
      },
      vif: (value) => `tumpang tindih (VIF ${value})`,
      error: (value) => `± ${value} dari pengambilan sampel`,
      lacking: (n) => `kosong pada ${n}`,
      legend:
        "Batang penuh dapat dibedakan dari tidak ada di antara semua yang dilihat, batang kosong tidak.",
      noInterval: "–",
    },
    slope: {
      points: (value) => `${value} poin`,
      interval: (low, high) => ` (${low} sampai ${high})`,
      rise: (from, to, effect) => `Kenaikan dari ${from} ke ${to} sejalan dengan ${effect}.`,
      fall: (from, to, effect) => `Penurunan dari ${from} ke ${to} sejalan dengan ${effect}.`,
      whether: (effect) => `Bila demikian: ${effect} dibandingkan bila tidak.`,
      ofScale: (name, min, max) => `Poin adalah poin “${name}”, dari ${min} sampai ${max}.`,
      ofOutcome: (name) => `Poin adalah poin “${name}” sebagaimana dijawab.`,
      ofNps: "Poin adalah poin NPS, dari −100 sampai 100.",
      ofTop: (name) =>
        `Poin dihitung per 100 jawaban: berapa lebih banyak yang dinilai baik pada “${name}”.`,
      ofShare: (name) => `Poin dihitung per 100 jawaban: berapa lebih banyak yang “${name}”.`,
    },
    left: {
      complete: (used, all, n) =>
        `${used} dari ${all} jawaban memiliki hasil dan semua prediktor; ${n} kekurangan salah satunya dan tidak ikut.`,
      whole: "Setiap jawaban dengan hasil ini memiliki semua prediktor.",
      pairwise: (n) =>
        `Setiap korelasi dihitung dari jawaban yang memiliki keduanya; pasangan terjarang memiliki ${n}.`,
      stayed: (parts) => `Tidak dihitung: ${parts}.`,
      suspicious: (n) => `${n} mencurigakan`,
      partial: (n) => `${n} tidak selesai`,
      otherVoices: (n) => `${n} dari selain pelanggan`,
      suppressed: (n) => `${n} yang diberikan secara rahasia, terlalu sedikit untuk dihitung`,
      few: (names) => `Sebagian besar tidak memiliki ${names}: tanpanya lebih banyak jawaban ikut.`,
      takeOut: (name) => `Keluarkan ${name}`,
    },
    overlap: {
      some: (names) =>
        `${names} tumpang tindih dengan yang lain sehingga kemiringannya hampir tidak dapat dibedakan. Keluarkan salah satu yang mengatakan hal yang sama.`,
      bad: (value) =>
        `Prediktor saling tumpang tindih (kondisi ${value}, 30 sudah tinggi): pembagian R² di antaranya tidak pasti. Keluarkan beberapa.`,
    },
    unstable:
      "Intervalnya tidak dapat dihitung: tanpa sebagian jawaban tidak ada yang dapat dihitung.",
    silent: {
      title: {
        "no-answers": "Belum ada yang menjawab ini di sini",
        "one-answer": "Hanya ada satu jawaban",
        "too-few-answers": "Terlalu sedikit jawaban untuk prediktor sebanyak ini",
        "low-base": "Terlalu sedikit jawaban untuk disimpulkan",
        "zero-variance": "Ada yang sama pada setiap jawaban",
        "lost-digits": "Sebagian nilai terlalu jauh dari nol untuk dibedakan",
        "no-pairs": "Dua di antaranya tidak pernah dijawab bersama",
        collinear: "Beberapa prediktor mengatakan hal yang sama",
        "pairs-contradict": "Pasangan-pasangannya bertentangan",
        chance: "Tidak ada yang sejalan dengannya melampaui kebetulan",
        "small-r2": "Terlalu kecil untuk ditindaklanjuti",
      },
      lead: {
        "no-answers":
          "Tidak ada jawaban dalam pilihan ini yang memiliki hasil dan semua prediktor. Ambil periode yang lebih panjang, program lain, atau prediktor yang ditanyakan bersamanya.",
        "one-answer":
          "Hubungan tidak terlihat dari satu jawaban. Ambil periode yang lebih panjang, atau lebih sedikit prediktor.",
        "too-few-answers": (n, predictors) =>
          `${n} jawaban dan ${predictors} prediktor: model akan selalu cocok, apa pun jawabannya. Ambil lebih sedikit prediktor, atau periode yang lebih panjang.`,
        "low-base": (n) =>
          `${n} jawaban memiliki semuanya; di bawah 30 tidak ada yang disimpulkan. Ambil periode yang lebih panjang, atau prediktor yang lebih banyak dijawab.`,
        "zero-variance": (names) =>
          `${names}: setiap jawaban memberi nilai yang sama, sehingga tidak ada yang naik atau turun bersamanya. Keluarkan, atau perluas pilihan.`,
        "lost-digits": (names) =>
          `${names}: nilainya terlalu jauh dari 0 dibandingkan perbedaannya. Keluarkan, atau simpan terhadap titik awal lain.`,
        "no-pairs": (names) =>
          `${names}: tidak ada jawaban yang memiliki keduanya. Keduanya dari pertanyaan berbeda; lihat satu per satu.`,
        collinear: (names) =>
          `${names} saling menyusun, seperti jumlah dan bagiannya. Keluarkan salah satu.`,
        "pairs-contradict":
          "Setiap korelasi berasal dari jawaban yang berbeda, dan tidak mungkin semuanya benar bersama. Ambil hanya jawaban yang lengkap.",
        chance: (r2, p) =>
          `Bersama-sama sejalan dengan ${r2} darinya, dan kebetulan saja memberi sebanyak itu dengan peluang ${p}. Lebih banyak jawaban mungkin memastikannya.`,
        "small-r2": (r2) =>
          `Lebih dari kebetulan, tetapi dengan ${r2} dari perbedaannya, hal lain yang menentukan. Cari prediktor lain: apa yang terjadi, di mana, dan berapa lama.`,
      },
      all: "Ambil sepanjang waktu",
      complete: "Ambil hanya jawaban lengkap",
      pairs: "Ambil per pasangan",
      out: (name) => `Keluarkan ${name}`,
      often: "Ambil yang paling banyak dijawab",
      programmes: "Ambil semua program",
    },
    nobody: {
      title: "Belum ada pendorong yang dapat dipastikan",
      lead: "Pendorong memerlukan suatu hasil, misalnya kesediaan merekomendasikan, dan penilaian atas bagian-bagiannya dalam jawaban yang sama, misalnya harga, kecepatan, dan petugas. Templat “NPS hubungan” menanyakan keduanya.",
      part: "Dalam pilihan ini belum ada yang menjawabnya. Ada jawaban pada waktu lain, atau tanpa filter ini.",
      alone: "Tidak ada hal lain yang ditanyakan bersama hasil ini di sini.",
      aloneLead:
        "Pilih sendiri prediktornya, program lain, atau tanyakan penilaian dalam survei yang sama.",
      surveys: "Mulai survei",
      value: "Pilih jawaban yang dihitung",
      valueLead: "Jawaban dapat menjadi hasil: dihitung 1 bila diberikan, dan 0 bila tidak.",
    },
    importance: {
      title: "Kepentingan terhadap kinerja",
      lead: "Yang paling sejalan dengan hasil, di samping nilainya: dari mana memulai, dan di mana upaya tidak diminta siapa pun.",
      few: "Ini memerlukan dua penilaian pada satu skala.",
      others: (names) => `Tidak ada di gambar karena skalanya berbeda: ${names}.`,
      undefined:
        "Ukuran ini belum didefinisikan; dianggap berada pada satu skala. Definisikan di registri.",
    },
    unknown: (name) => `Tidak ada jawaban yang memiliki “${name}”.`,
    tooMany: "Terlalu banyak jawaban untuk dihitung per pasangan",
    tooManyLead:
      "Setiap pasangan prediktor dijumlahkan tersendiri. Ambil hanya jawaban lengkap, periode yang lebih pendek, atau lebih sedikit prediktor.",
    take: {
      label: "Bawa serta",
      short: { csv: "CSV", query: "Kueri", sql: "SQL" },
      csv: "Tabel sebagai CSV",
      query: "Kueri sebagai JSON",
      sql: "SQL di baliknya",
      queryLead: "Dikirim ke POST /v1/drivers, hasilnya angka yang sama.",
      sqlLead: "Yang ditanyakan ke penyimpanan; nilai-nilainya terikat di sampingnya.",
      parameters: "Nilai terikat",
    },
  },
);
