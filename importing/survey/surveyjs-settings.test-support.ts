/**
 * The properties that SurveyJS documents for what is taken of a form, by what becomes of each: it is
 * taken, it means nothing for a survey of ours, or it is reported with this code. `name=value` says
 * what it is tried with; a text, or a condition, where it says nothing.
 */
export const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  radiogroup: {
    taken:
      "choicesVisibleIf showOtherItem=true showNoneItem=true showRefuseItem=true showDontKnowItem=true",
    nothing:
      "separateSpecialChoices=true noneText refuseText dontKnowText otherText storeOthersAsComment=true colCount=0 itemComponent",
    choices_elsewhere: "choicesFromQuestion choiceValuesFromQuestion choicesByUrl",
    enable_left: "choicesEnableIf",
    sorted: "choicesOrder=asc",
    unknown_setting:
      "choicesFromQuestionMode=selected choiceTextsFromQuestion hideIfChoicesEmpty=true allowClear=true",
    words_left: "otherPlaceholder otherErrorText",
  },
  dropdown: {
    taken: "choicesMax=7",
    nothing:
      "allowClear=false choicesStep=7 textWrapEnabled=false searchEnabled=false searchMode=startsWith choicesLazyLoadEnabled=true choicesLazyLoadPageSize=7 inputFieldComponent",
    unknown_setting: "autocomplete allowCustomChoices=true createCustomChoiceText",
    words_left: "placeholder",
  },
  checkbox: {
    taken: "maxSelectedChoices=7 minSelectedChoices=7",
    nothing: "colCount=0 selectAllText",
    select_all: "showSelectAllItem=true",
    unknown_setting: "valuePropertyName",
  },
  tagbox: {
    taken: "maxSelectedChoices=7 minSelectedChoices=7",
    nothing:
      "colCount=0 selectAllText allowClear=false searchEnabled=false textWrapEnabled=false choicesLazyLoadEnabled=true choicesLazyLoadPageSize=7 hideSelectedItems=true closeOnSelect=true searchMode=startsWith",
    select_all: "showSelectAllItem=true",
    unknown_setting: "valuePropertyName allowCustomChoices=true createCustomChoiceText",
    words_left: "placeholder",
  },
  imagepicker: {
    taken: "multiSelect=true",
    nothing:
      "colCount=1 contentMode=video imageFit=none imageHeight=7 imageWidth=7 minImageWidth minImageHeight maxImageWidth maxImageHeight showLabel=true",
    words_left: "placeholder",
  },
  boolean: {
    taken: "labelTrue labelFalse valueTrue valueFalse",
    nothing: "swapOrder=true displayMode=radio",
    unknown_setting: "useTitleAsLabel=false",
  },
  rating: {
    taken: "rateCount=7 rateMin=7 rateMax=7 minRateDescription maxRateDescription",
    nothing:
      "scaleColorMode=colored autoGenerate=false displayRateDescriptionsAsExtremeItems=true displayMode=buttons",
    drawn_otherwise: "rateType=stars",
    scale_choice: "rateStep=7",
    unknown_setting: "rateDescriptionLocation=top",
  },
  matrix: {
    taken: "rowsVisibleIf rowOrder=random eachRowRequired=true cellType=checkbox",
    nothing:
      "columnMinWidth verticalAlign=top alternateRows=true displayMode=table rowTitleWidth cellComponent",
    column_logic: "columnsVisibleIf",
    shown_here: "showHeader=false",
    unknown_setting: "cells eachRowUnique=true hideIfRowsEmpty=true",
  },
  matrixdropdown: {
    taken: "rowsVisibleIf rowOrder=random",
    nothing:
      "columnMinWidth verticalAlign=top alternateRows=true displayMode=table cellErrorLocation=top detailErrorLocation=top horizontalScroll=true cellType=checkbox columnColCount=1 allowAdaptiveActions=true rowTitleWidth",
    shown_here: "showHeader=false",
    unknown_setting:
      "columnsVisibleIf transposeData=true detailElements detailPanelMode=underRow singleInputTitleTemplate totalText hideIfRowsEmpty=true",
    words_left: "placeholder keyDuplicationError",
  },
  ranking: {
    nothing: "selectToRankAreasLayout=vertical",
    bound_left: "minSelectedChoices=7",
    unknown_setting: "valuePropertyName selectToRankEnabled=true selectToRankSwapAreas=true",
    words_left: "selectToRankEmptyRankedAreaText selectToRankEmptyUnrankedAreaText",
  },
  slider: {
    taken: "min=7 max=7 step=7",
    nothing: "tooltipVisibility=always",
    slider_range: "sliderType=range",
    unknown_setting:
      "minValueExpression maxValueExpression minRangeLength=7 maxRangeLength=7 customLabels showLabels=false labelFormat tooltipFormat allowDragRange=false allowSwap=false labelCount=7 allowClear=true",
  },
  comment: {
    taken: "visibleIf title description isRequired=true requiredIf maxLength=7",
    nothing:
      "state=collapsed width minWidth maxWidth colSpan=7 startWithNewLine=false indent=1 showNumber=false errorLocation=top renderAs commentText rows=7 textUpdateMode=onBlur autoGrow=true allowResize=true",
    comment: "showCommentArea=true",
    default_left: "setValueIf setValueExpression defaultValue defaultValueExpression correctAnswer",
    enable_left: "enableIf readOnly=true",
    hidden_question: "visible=false",
    shown_here: "titleLocation=hidden descriptionLocation=hidden",
    unknown_setting:
      "useDisplayValuesInDynamicTexts=false valueName resetValueIf clearIfInvisible=none bindings defaultDisplayValue randomize=false randomizeCategory acceptCarriageReturn=false",
    words_left: "requiredErrorText commentPlaceholder placeholder",
  },
  text: {
    taken: "maxLength=7",
    nothing: "inputSize=7 textUpdateMode=onBlur min max inputTextAlignment=left step=7",
    input_text: "inputType=color",
    unknown_setting:
      "autocomplete minValueExpression maxValueExpression maskType=pattern maskSettings dataList",
    words_left: "minErrorText maxErrorText stepErrorText placeholder",
  },
  multipletext: {
    nothing: "inputSize=7 colCount=2 itemErrorLocation=top itemTitleWidth",
  },
  panel: {
    nothing:
      "questionTitleWidth gridLayoutColumns questionErrorLocation=top innerIndent=1 showQuestionNumbers=onpanel questionStartIndex allowAdaptiveActions=false",
    shown_here: "questionTitleLocation=hidden",
    unknown_setting: "questionOrder=initial",
  },
  survey: {
    taken:
      "completedHtml questionOrder=random startSurveyText pagePrevText pageNextText completeText",
    nothing:
      "logoWidth logoHeight logoFit=none logoPosition=none autoFocusFirstQuestion=true autoFocusFirstError=false sjsVersion $schema surveyId surveyPostId surveyShowDataSaving=true partialSendEnabled=true navigationButtonsLocation=top matrixDragHandleArea=icon showPageNumbers=true showQuestionNumbers=on questionTitleLocation=bottom questionErrorLocation=bottom showProgressBar=true progressBarLocation=aboveheader progressBarType=questions progressBarShowNavigationText=true progressBarShowPageNumbers=true progressBarNavigationTextLocation=bottom progressBarInheritWidthFrom=survey tocLocation=right tocItemComponent autoAdvanceAllowComplete=false textUpdateMode=onTyping autoGrowComment=true allowResizeComment=false commentAreaRows=7 questionStartIndex questionTitlePattern widthMode=static gridLayoutEnabled=true fitToContainer=false headerView=basic backgroundImageFit=auto backgroundImageAttachment=fixed backgroundOpacity=7 showBrandInfo=true",
    always_there: "showPrevButton=false",
    logo: "logo",
    media: "backgroundImage",
    pages_mode: "questionsOnPageMode=singlePage",
    redirect: "navigateToUrl navigateToUrlOnCondition",
    shown_here: "showTitle=false showPageTitles=false questionDescriptionLocation=hidden",
    unknown_setting:
      "regionalFormat completedHtmlOnCondition triggers calculatedValues cookieName showNavigationButtons=false showCompletePage=false showTOC=true maxTextLength=7 maxCommentLength=7 autoAdvanceEnabled=true clearInvisibleValues=none checkErrorsMode=onValueChanged validateVisitedEmptyFields=true firstPageIsStartPage=true showPreviewBeforeComplete=true previewMode=answeredQuestions showTimer=true timeLimit=7 timeLimitPerPage=7 timerLocation=bottom timerInfoMode=page",
    words_left: "completedBeforeHtml loadingHtml previewText editText requiredMark",
  },
  page: {
    taken: "questionOrder=random",
    nothing:
      "questionTitleWidth gridLayoutColumns questionErrorLocation=top innerIndent=1 showQuestionNumbers=onpanel questionStartIndex allowAdaptiveActions=false showNavigationButtons=true",
    shown_here: "questionTitleLocation=hidden",
    time_limit: "timeLimit=7",
    words_left: "navigationTitle navigationDescription",
  },
  choiceitem: {
    taken: "text",
    unknown_setting: "isCommentRequired=true",
  },
  checkboxitem: {
    taken: "text isExclusive=true",
    unknown_setting: "isCommentRequired=true",
  },
  imageitem: {
    taken: "text",
    media: "imageLink",
  },
  matrixcolumn: {
    taken: "text",
    exclusive_left: "isExclusive=true",
  },
  matrixrow: {
    taken: "text",
  },
  ratingitem: {
    taken: "text",
  },
  mdcolumn: {
    type_left: "cellType=text",
    unknown_setting:
      "cellHint colCount=0 isUnique=true showInMultipleColumns=true totalType=sum totalExpression totalFormat totalDisplayStyle=decimal totalAlignment=left totalCurrency totalMaximumFractionDigits=7 totalMinimumFractionDigits=7",
  },
  mtitem: {
    taken: "maxLength=7",
    nothing: "inputTextAlignment=left inputSize=7",
    input_text: "inputType=color",
    unknown_setting: "maskType=pattern maskSettings minValueExpression maxValueExpression",
    words_left: "placeholder",
  },
  number: {
    nothing: "maxLength=7",
    step_left: "step=7",
    unknown_setting:
      "autocomplete min max minValueExpression maxValueExpression maskType=pattern dataList",
    words_left: "minErrorText maxErrorText stepErrorText placeholder",
  },
  date: {
    bound_left: "min max",
    unknown_setting: "minValueExpression maxValueExpression maskType=pattern step=7 dataList",
    words_left: "minErrorText maxErrorText stepErrorText",
  },
  answercount: {
    taken: "maxCount=7",
    unknown_setting: "notificationType=warning",
    words_left: "text",
  },
  numeric: {
    taken: "minValue=7 maxValue=7",
    unknown_setting: "notificationType=warning",
    words_left: "text",
  },
  textCheck: {
    taken: "text minLength=7 maxLength=7",
    pattern: "allowDigits=false",
    unknown_setting: "notificationType=warning",
  },
  regex: {
    nothing: "text notificationType=warning caseInsensitive=true",
    pattern: "regex",
  },
  email: {
    unknown_setting: "notificationType=warning",
    words_left: "text",
  },
  expressionCheck: {
    taken: "text",
    unknown_setting: "notificationType=warning",
  },
  calculatedvalue: {
    nothing: "includeIntoResult=true",
  },
  htmlcond: {
    taken: "html",
  },
  skiptrigger: {
    skip_aim: "gotoName",
    unknown_setting: "operator value",
  },
};
