/** What is said of an imported file, in English. `{name}` stands for a value. Other languages are typed by this one. */

export const enReports = {
  whole: "Taken as it is.",
  partly:
    "Taken, but not all of it: what was changed or left out is listed under its own name ({n}).",
  more_entries:
    "{n} more lines do not fit into this report; {left} of them tell of something changed or left out. Import the survey in parts to see all.",
  unknown_setting: "This is not known here, or has no counterpart, and was left out: {value}",
  not_understood: "This is not what the format says it is, and was left out.",
  not_valid:
    "What came of it is not a valid part of a survey ({path}: {message}), and was left out.",
  problem: "Left out, because it cannot work here: {problem_en}",
  element_left: "A part of the file that has no counterpart in a survey here ({name}).",
  measure_own: "Another question counts as the same measure already: this one counts as “{key}”.",
  // Texts.
  no_name: "The file gives the survey no name; it is called “Survey”.",
  no_text: "It has no text in the file; “{text}” stands there.",
  no_questions: "Nothing in the file could be taken as a question or a text.",
  nothing_said: "It says nothing that is text.",
  formatting:
    "Texts are plain here: formatting was taken away ({tags}); the address of a link stands behind its words.",
  media: "Pictures, sound, film and scripts in texts are left out ({tags}).",
  braces: "Braces in the text would stand for a value here; a blank was put into them.",
  text_cut: "The text has {n} characters; at most {most} are possible, and the rest was cut off.",
  pipe_left: "“{text}” in the text stands for a value that is not known here, and was taken out.",
  pipe_gone: "“{text}” stood for an answer that is not asked before it, and was taken out.",
  pipe_customer: "“{text}” is now the customer's attribute “{attribute}”.",
  language_left: "The language “{language}” could not be taken.",
  language_unknown: "The language “{language}” is not known; its texts stand as English.",
  name_language: "A survey has one name here; the one in {language} was left out: {value}",
  description_left: "A survey has no description for its makers here: {value}",
  header: "There is no header or footer of one's own: {value}",
  logo: "The logo is not taken from the file. Put it into the survey's theme.",
  // Questions.
  type_left: "There is no such question here: {name}.",
  drawn_otherwise: "It is drawn in another way here ({name}); question and answers are the same.",
  hidden_question: "It is never shown, and was left out.",
  hidden_page: "The page is never shown, and was left out with all that is on it.",
  question_again: "It is there already, or twice ({name}); the first counts.",
  not_in_flow: "Nothing leads to it in the file.",
  trash: "It lies in the file's trash.",
  no_choices: "There is nothing to choose in it.",
  choices_elsewhere: "Its choices come from elsewhere ({name}), which is not followed.",
  ranking_size: "A ranking has 2 to {most} items here, not {n}.",
  matrix_size: "A matrix has at least one row and 2 to {most} columns here, not {n}.",
  table_size: "A table of fields becomes a question for each field, at most {most}; this has {n}.",
  scale_size: "A scale of this size is not possible here ({n}).",
  scale_choice: "The points are no whole numbers one after another: it is a choice of one now.",
  series: "It is {n} questions now, one for each part, below its text.",
  item_text: "Question and part are one now; the words of the part were left out.",
  side_by_side: "Each column is a question of its own now.",
  dual_scale: "Each scale is a question of its own now.",
  matrix_columns: "Each column is a question of its own now.",
  one_column: "A table of one column is a choice of several now, each row an option.",
  bipolar: "Both ends stand in the row's text now, with a dash between them.",
  stars: "Stars are a rating in points now.",
  whole_numbers: "A slider has whole numbers only here.",
  slider_number: "This slider's steps are no whole numbers: they are number fields now.",
  not_applicable_left: "A slider has no “does not apply” here.",
  labels_between: "Only the ends of the scale keep their words.",
  contact:
    "It is a question for contact details now ({field}), which are kept apart from the answers where these are anonymous.",
  numbers_only: "It takes only numbers, and is a number question now.",
  input_text: "A field of this kind ({name}) is a short text now, and takes any text.",
  content_left: "That the text must be of this kind ({name}) is not checked.",
  date_format: "Dates are written as the respondent's browser writes them.",
  time_left: "The time of day is not asked for, only the date ({value}).",
  prefix: "Words before a field are left out: {value}",
  comment: "The field for a comment is a question of its own now: “{key}”.",
  comments:
    "The comments beside the options are {n} questions of their own now, each shown when its option is chosen.",
  other_text: "What is written at an option is kept as the text “{key}”.",
  other_twice: "Only one option can bring a field for one's own words; this one lost it.",
  own_words_left: "A field for one's own words is not possible here.",
  exclusive_left: "That this leaves no other chosen is not possible here.",
  select_all: "There is no “select all”.",
  sorted: "The choices were put in the order of their words.",
  too_many_of: "{n} are too many: at most {most} are possible. The last ones were left out.",
  too_many_questions: "A survey has at most {most} questions here.",
  too_many_pages: "A survey has at most {most} pages here.",
  too_many_rules:
    "A question has at most {most} rules for its answer here; the others were left out.",
  too_many_conditions:
    "A survey has at most {most} conditions here; some of this question's were left out, so what they were for always holds.",
  page_split: "A page has at most {most} questions here: the rest stands on a page after it.",
  panel_flat: "A panel is not a thing of its own: what is in it stands on the page.",
  panel_left: "This setting of a panel is left out: {name} {value}",
  equation: "It is a calculated value now: “{key}”.",
  not_shown:
    "A calculated value is not shown to the respondent, and its words (“{text}”) are left out. Put it into a text as {calculated.…}.",
  score: "Points for answers are left out ({value}).",
  script: "Scripts are never taken.",
  words_left:
    "Words of one's own have no place here and are left out; where something is said there, it is in our words: {value}",
  shown_here: "What is hidden there is shown here ({name}).",
  step_left:
    "Only how many decimals a number has is checked, not that it is one of the steps of {n}.",
  slider_range: "A slider takes one value here, not two ends of a range.",
  value_left:
    "This value is worked out in a way that has no counterpart here, and was left out: {value}",
  no_answer:
    "There is no option “No answer”: a question that is not required can be left as it is.",
  nps_like:
    "It is asked like NPS, and is counted as a scale of 0 to 10. For it to count as NPS, make it a question of that type.",
  // Answers that are wanted.
  required_soft: "It only asks for an answer and does not require one: it is optional now.",
  rows_required: "An answer in every row is required now.",
  bound_left: "This bound is left out: {n}",
  total_left: "What the numbers must add up to is not checked.",
  total_last: "That the numbers add up to {total} is checked at the last of them.",
  least_characters: "That there are at least {n} characters is checked, with a message of ours.",
  message_shipped: "The words of the message are not in the file; ours stand there.",
  pattern: "That the text fits a pattern is not checked: {value}",
  validator_left: "This check is left out: {name}",
  default_left: "An answer that is there from the start is left out: it would lead respondents.",
  enable_left: "A question or choice cannot be locked; it is shown and can be answered: {value}",
  // Logic.
  logic_unknown_name:
    "The condition asks for “{name}”, which is not in the survey as taken. Without it, what it was for always holds.",
  logic_unknown_value:
    "The condition asks for “{value}” of “{name}”, which cannot be chosen there. It was left out, so what it was for always holds.",
  logic_later:
    "The condition asks for “{name}”, which is asked only later, or at the same place. It was left out, so what it was for always holds.",
  logic_kind:
    "The condition compares “{name}” with “{value}” ({operator}), which cannot be said the same way here. It was left out, so what it was for always holds.",
  logic_unread:
    "The condition is not understood at “{text}”. It was left out, so what it was for always holds.",
  logic_operator:
    "The condition asks for something that is not known here: {operator} {name}. It was left out, so what it was for always holds.",
  logic_function:
    "The condition uses “{name}”, which has no counterpart here. It was left out, so what it was for always holds.",
  logic_long: "The condition is too long. It was left out, so what it was for always holds.",
  part_logic: "That this part is shown only sometimes is left out: it always is. {value}",
  column_logic: "Columns cannot be shown only sometimes: they always are.",
  skip_aim: "The skip leads to “{name}”, which does not come after it here. It was left out.",
  branch_empty: "There is nothing in this branch.",
  block_missing: "The flow names the block “{name}”, which is not in the file.",
  block_again:
    "The block “{name}” comes a second time, which is not possible here. It stands where it came first.",
  flow_left: "The flow has no such part here: {name}.",
  loop: "Questions cannot be asked again and again for each of a list; they are asked once.",
  random_subset: "Everybody gets all of it: that only some are drawn by lot is left out.",
  random_pages: "The order by lot is not possible here for these pages: they come as they stand.",
  random_questions:
    "The order by lot is not possible here for these questions ({name}): they come as they stand.",
  random_end: "An end that is drawn by lot is left out.",
  end_ungated:
    "The end is left out with its condition: without it, it would end the survey for everybody.",
  trigger_left: "This trigger is left out: {name}",
  trigger_page: "It is tried after the page of the question that it asks for.",
  quota_action:
    "A quota ends the survey here; this one does something else ({name}), and was left out.",
  quota_ends: "A full quota ends the survey here, and cannot be gone back from.",
  quota_off: "The quota is switched off, or has no limit.",
  field_set: "“{name}” comes with the link and is set in the flow: only what is set counts here.",
  field_value: "The value of “{name}” is not a plain text, and was left out: {value}",
  field_branch: "“{name}” is worked out from all answers now, not when the branch is passed.",
  hidden_anonymous:
    "“{name}” comes with the link; in an anonymous survey its possible values must be listed first.",
  // The whole.
  ending_shipped: "The file has no text for this end: our words stand there.",
  ending_library: "The text of the end lies in a library that the file does not hold.",
  redirect: "Nobody is led to another address at the end: {value}",
  anonymous: "The survey is anonymous.",
  partial: "Unfinished answers count after 24 hours without a touch, not after {value}.",
  always_there: "One can always go back, and go on later by the same link ({name}).",
  time_zone: "The file names no time zone for {value}: it was read as UTC.",
  times_left: "The end does not come after the beginning, and was left out.",
  time_limit: "There is no limit of time: {value}",
  mails: "Mails are not part of a survey here.",
  policy:
    "The notice of data protection is left out. Put it into the opening text, or ask for consent.",
  pages_mode: "Pages come as they stand in the file, not as “{name}”.",
} as const;
export type ReportCode = keyof typeof enReports;

export const enFaults = {
  too_large: "The file is larger than {megabytes} MB, which no survey is.",
  empty: "The file is empty.",
  not_text: "The file is no text: it is a picture, an archive or something else.",
  not_utf8: "The file is not UTF-8: line {line} holds other bytes. Save it as UTF-8.",
  encoding_unknown:
    "The file says that it is written in “{encoding}”, which is not known. Save it as UTF-8.",
  is_xml: "The file is XML, not JSON. A LimeSurvey file (.lss) is imported with the format lss.",
  is_json:
    "The file is JSON, not XML. A Qualtrics file is imported with the format qsf, a SurveyJS form with surveyjs.",
  is_table:
    "The file is a table (.csv), as answers are exported; a survey itself is another file. In Qualtrics open the survey and choose Tools, Import/Export, Export Survey: that makes a .qsf. LimeSurvey exports a survey as .lss, SurveyJS as .json. Answers are brought in under Imports.",
  not_json: "The file is not JSON: line {line}, character {column} cannot stand there.",
  json_cut:
    "The file is cut off: it ends in line {line}, character {column}, before it is complete.",
  not_xml: "The file is not XML: line {line}, character {column} cannot stand there.",
  xml_cut: "The file is cut off: what begins in line {line}, character {column}, is never closed.",
  xml_close:
    "The file is not XML: line {line} closes <{name}>, but <{open}> of line {opened} is open.",
  xml_doctype: "Line {line} declares a document type or an entity. Such files are not read.",
  xml_entity:
    "Line {line}, character {column}: “{name}” is no character that XML knows. Entities of a file's own are not read.",
  too_deep:
    "Line {line}, character {column}: the file is nested more than {deepest} deep, which no survey is.",
  too_many: "The file holds more than {most} parts of one kind, which no survey does.",
  nothing_asked: "No question in the file can be taken, so nothing was imported.",
  foreign: "The file is no survey of {expected}. Expected, and not found: {missing}.",
} as const;
export type FaultCode = keyof typeof enFaults;
