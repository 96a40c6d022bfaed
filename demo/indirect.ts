/** T13: the price storm of month 9, in reviews, mentions, forum posts and news. */
import type { SignalInput } from "#contract/signal.ts";
import { deal, largestRemainder, repeat, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import { pad, signal } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { mixed, praiseCompany } from "./stems/happy.ts";
import { forumOpenings, newsOther, newsPrice } from "./stems/public.ts";
import { appDown, network, outage, supportPoor } from "./stems/service.ts";
import { billUnclear, deliveryLate, price } from "./stems/unhappy.ts";
import type { Stems } from "./stems/stems.ts";
import { officeTime, someTime, workDay } from "./time.ts";
import type { Month } from "./time.ts";
import { place } from "./touchpoints.ts";
import { comment, fill, sentence } from "./words.ts";
import type { Language } from "./words.ts";

const storm = 8;
const speak = (chance: Random): Language => (chance.chance(0.6) ? "id" : "en");
const author = (chance: Random): string => `pengguna-${chance.int(90000) + 10000}`;

/** What the unhappy public speaks of in a month. */
function complaint(chance: Random, month: Month): Stems {
  if (month.index === storm || (month.index === storm + 1 && chance.chance(0.5))) {
    return chance.chance(0.85) ? price : supportPoor;
  }
  const stories = [network, supportPoor, deliveryLate, price];
  if (month.index >= 7) stories.push(billUnclear);
  if (month.index === 9) stories.push(outage, appDown);
  return chance.pick(stories);
}

/** Reviews 1–5 in a month: as usual, in the storm, and in the month after it. */
const reviewQuota = (month: Month): number[] => {
  if (month.index === storm) return [18, 10, 10, 13, 24];
  return month.index === storm + 1 ? [9, 8, 10, 17, 31] : [4, 6, 7, 20, 38];
};

function reviews(frame: Frame): SignalInput[] {
  const chance = frame.random("reviews");
  const perMonth = largestRemainder(
    frame.counts.area.review,
    frame.months.map(() => 1),
  );
  let number = 0;
  let toured = false;
  return frame.months.flatMap((month) =>
    deal(chance, perMonth[month.index] as number, [1, 2, 3, 4, 5], reviewQuota(month)).map(
      (rating) => {
        const at = someTime(chance, month);
        const tour = !toured && month.index === 9 && rating === 1;
        if (tour) toured = true;
        const language = tour ? "en" : speak(chance);
        const story = rating >= 4 ? praiseCompany : rating === 3 ? mixed : complaint(chance, month);
        const text = tour
          ? "Two wrong bills, two complaints, one call after three days. I am done with Selasar."
          : comment(chance, story, { language, at, unhappy: rating <= 2 });
        return signal(`review-${pad(++number)}`, "review", at, {
          ...(tour ? { customer: { id: frame.crowd.left.id } } : {}),
          voice: "public",
          place: place.review,
          language,
          measures: { rating },
          attributes: { author: tour ? "mantan-pelanggan" : author(chance) },
          text,
        });
      },
    ),
  );
}

/** Mentions and the negative among them: 45 a month and 149 of 495; in the storm 148 of 205. */
function mentions(frame: Frame): SignalInput[] {
  const chance = frame.random("mentions");
  const sizes = largestRemainder(
    frame.counts.area.mention,
    frame.months.map((month) => (month.index === storm ? 205 : 45)),
  );
  const inStorm = sizes[storm] as number;
  const calm = frame.counts.area.mention - inStorm;
  const negativeCalm = scaled(149, 495, calm);
  const negativeStorm = scaled(148, 205, inStorm);
  const dealt = {
    calm: deal(chance, calm, [true, false], [negativeCalm, calm - negativeCalm]),
    storm: deal(chance, inStorm, [true, false], [negativeStorm, inStorm - negativeStorm]),
  };
  const months = repeat(frame.months, sizes);
  return months.map((month, i) => {
    const negative = (month.index === storm ? dealt.storm : dealt.calm).pop() as boolean;
    const sentiment = negative ? -chance.between(0.15, 0.97) : chance.between(0, 0.95);
    const language = speak(chance);
    const story = negative ? complaint(chance, month) : sentiment < 0.25 ? mixed : praiseCompany;
    const at = someTime(chance, month);
    return signal(`mention-${pad(i + 1)}`, "mention", at, {
      voice: "public",
      place: place.mention,
      language,
      measures: {
        sentiment: Math.round(sentiment * 100) / 100,
        reach: Math.round(300 * Math.exp(1.5 * chance.normal())),
      },
      attributes: { author: author(chance) },
      text: comment(chance, story, { language, at, unhappy: negative }),
    });
  });
}

/** Forum posts come by chance, a little over twenty a month. */
function forum(frame: Frame): SignalInput[] {
  const chance = frame.random("forum");
  return Array.from({ length: frame.counts.area.forum }, (_, i) => {
    const month = chance.pick(frame.months);
    const language = speak(chance);
    const good = chance.chance(0.35);
    const story = good ? chance.pick([praiseCompany, mixed]) : complaint(chance, month);
    const at = someTime(chance, month);
    const opening = fill(chance, chance.pick(forumOpenings[language]), { language, at });
    return signal(`forum-${pad(i + 1)}`, "forum-post", at, {
      voice: "public",
      place: place.forum,
      language,
      attributes: { author: author(chance), topic: `topic-${1 + chance.int(60)}` },
      text: `${opening} ${sentence(chance, story, { language, at })}`,
    });
  });
}

/** News: 22 of 40 in the storm, the others in any other month. */
function news(frame: Frame): SignalInput[] {
  const chance = frame.random("news");
  const n = frame.counts.area.news;
  const inStorm = scaled(22, 40, n);
  const quiet = frame.months.filter((month) => month.index !== storm);
  return Array.from({ length: n }, (_, i) => {
    const month = i < inStorm ? (frame.months[storm] as Month) : chance.pick(quiet);
    const language = speak(chance);
    const headlines = i < inStorm ? newsPrice : newsOther;
    const at = officeTime(chance, workDay(chance, month));
    return signal(`news-${pad(i + 1, 4)}`, "news", at, {
      voice: "public",
      place: place.news,
      language,
      attributes: { outlet: `kabar-${1 + chance.int(9)}` },
      text: fill(chance, chance.pick(headlines[language]), { language, at }),
    });
  });
}

/** Everything that is said of Selasar and not to it. */
export function indirectStory(frame: Frame): SignalInput[] {
  return [...reviews(frame), ...mentions(frame), ...forum(frame), ...news(frame)];
}
