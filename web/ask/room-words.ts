import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  { surveys: "Surveys", newSurvey: "Make a survey" },
  { surveys: "Survei", newSurvey: "Buat survei" },
);
