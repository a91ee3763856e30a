"""Arabic: what tables, columns and the words of scenarios mean, by the English sentence of the model."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MEANINGS"]

_TABLES: Mapping[str, str] = {
    "a good, service, nutrient, kind of labour, resource, currency or emission":
        "سلعة أو خدمة أو عنصر غذائي أو نوع من العمل أو مورد أو عملة أو انبعاث",
    "a place": "مكان",
    "a group of people at a place": "مجموعة من الناس في مكان",
    "a basket that groups share": "سلة تتقاسمها مجموعات",
    "what one person of a group needs": "ما يحتاجه شخص واحد من مجموعة",
    "what a food contains": "ما يحتويه غذاء",
    "a technique, at one place or everywhere": "طريقة إنتاج، في مكان واحد أو في كل مكان",
    "one coefficient of a technique": "معامل واحد من معاملات طريقة إنتاج",
    "a way between two places": "طريق بين مكانين",
    "what carrying one tonne along a route uses up, drawn where it starts":
        "ما يستهلكه نقل طن واحد على طريق، ويؤخذ من حيث يبدأ الطريق",
    "something from outside: a harvest, a purchase, a contribution, labour, land, a budget":
        "شيء يأتي من الخارج: محصول أو شراء أو مساهمة أو عمل أو أرض أو ميزانية",
    "a store of a good; a good can be kept only where a row says so":
        "مخزن لسلعة؛ لا تُخزن السلعة إلا حيث ينص على ذلك صف",
    "a day on which a share of what is in store is lost": "يوم تضيع فيه حصة من المخزون",
    "machines, buildings or other capacity that wears out and can be built":
        "آلات أو مبانٍ أو طاقات أخرى تتقادم ويمكن بناؤها",
    "how much of an equipment an activity takes up": "مقدار ما يشغله نشاط من تجهيز",
    "a day on which a share of an equipment is lost": "يوم تضيع فيه حصة من تجهيز",
    "a cap or a floor on a sum of levels, flows, supplies, stocks, deliveries or intakes":
        "حد أعلى أو أدنى لمجموع مستويات أو تدفقات أو توريدات أو مخزونات أو تسليمات أو ما يُتناول",
    "one term of a limit": "حد واحد من مجموع يقيده قيد",
}  # fmt: skip

_COLUMNS: Mapping[str, str] = {
    "Its name in the other tables.": "اسمه في الجداول الأخرى.",
    "Its name for people; blank: the same.": "اسمه للناس؛ فارغ: الاسم نفسه.",
    "The unit its amounts are in: kg, L, h, kcal, USD …":
        "الوحدة التي تُحسب بها كمياته: kg وL وh وkcal وUSD …",
    "What it is.": "ما هو.",
    "A group of goods that limits and routes may name.": "مجموعة سلع يمكن أن تسميها القيود والطرق.",
    "Share of a stock that spoils in a day; blank: none.": "حصة المخزون التي تفسد في اليوم؛ فارغ: لا شيء.",
    "Mass of one unit; blank: it has none and rides no lorry.":
        "كتلة الوحدة الواحدة؛ فارغ: لا كتلة له ولا تنقله شاحنة.",
    "One balance for the whole economy, not one a place (money, fleets).":
        "رصيد واحد للاقتصاد كله لا رصيد لكل مكان (النقود، أساطيل النقل).",
    "What may be left over: 'free' (also when blank), 'no', or a cost per unit in the economy's currency.":
        "ما يجوز أن يتبقى: 'free' (أو فارغ)، أو 'no'، أو كلفة للوحدة بعملة الاقتصاد.",
    "Where the figures are from; 'assumed' for an assumption.":
        "مصدر الأرقام؛ 'assumed' لما هو مفترَض.",
    "Anything else; kept and shown.": "أي شيء آخر؛ يُحفظ ويُعرض.",
    "Its name for people; blank: the same. name_ar, name_fr … may follow.":
        "اسمه للناس؛ فارغ: الاسم نفسه. يمكن أن تليه name_ar وname_fr …",
    "The place it lies in.": "المكان الذي يقع فيه.",
    "Degrees north.": "درجات شمالًا.",
    "Degrees east.": "درجات شرقًا.",
    "Its code; boundaries are found by it.": "رمزه؛ تُعرف به الحدود.",
    "Where the code is from: ISO 3166-2, P-code, UN/LOCODE …":
        "النظام الذي منه الرمز: ISO 3166-2 أو P-code أو UN/LOCODE …",
    "Name of the group: residents, displaced …": "اسم المجموعة: مقيمون، نازحون …",
    "Where they are.": "أين هم.",
    "How many.": "عددهم.",
    "What the count means: affected, in need, targeted …": "ما يعنيه العدد: متضررون، محتاجون، مستهدَفون …",
    "What one can pay; the rule 'money' weighs claims by it.":
        "ما يستطيع الشخص دفعه؛ قاعدة 'money' تزن به المطالب.",
    "Groups of one place with the same ration get the same of each food per person.":
        "مجموعات المكان الواحد التي لها الحصة نفسها تنال القدر نفسه من كل غذاء لكل شخص.",
    "First day the row holds; blank: from the start.": "أول يوم يسري فيه الصف؛ فارغ: من البداية.",
    "First day it no longer holds; blank: to the end.": "أول يوم لا يعود يسري فيه؛ فارغ: إلى النهاية.",
    "Its name in people.": "اسمها في جدول people.",
    "The same basket at all places, not one a place. A group that no food can reach leaves the tie for "
    "that period.":
        "السلة نفسها في كل الأماكن لا سلة لكل مكان. "
        "المجموعة التي لا يصلها غذاء تخرج من الرباط في تلك الفترة.",
    "Whose need; blank: every group.": "حاجة مَن؛ فارغ: كل مجموعة.",
    "Where; blank: everywhere.": "أين؛ فارغ: في كل مكان.",
    "What is needed: a good, or a nutrient of foods.": "ما يُحتاج إليه: سلعة، أو عنصر غذائي في الأغذية.",
    "How much; blank with at_most: only a cap. Where a good has several tiers, each amount is the whole "
    "amount up to that tier.":
        "كم؛ فارغ مع at_most: حد أعلى فقط. إذا كان للسلعة عدة درجات فكل كمية هي الكمية كلها حتى تلك الدرجة.",
    "The most one person may get; blank: no cap.": "أكثر ما يجوز أن يناله شخص؛ فارغ: لا حد أعلى.",
    "Urgency: 1 comes first; blank: 1.": "درجة الإلحاح: 1 تأتي أولًا؛ فارغ: 1.",
    "Days over which the need is counted together (30 for soap); blank: each period by itself.":
        "الأيام التي تُحسب فيها الحاجة معًا (30 للصابون)؛ فارغ: كل فترة على حدة.",
    "The food.": "الغذاء.",
    "What it contains.": "ما يحتويه.",
    "How much.": "كم.",
    "Its name.": "اسمه.",
    "Where; blank or *: at every place.": "أين؛ فارغ أو *: في كل مكان.",
    "A group of activities that limits may name.": "مجموعة أنشطة يمكن أن تسميها القيود.",
    "The highest level; blank: no limit of its own.": "أعلى مستوى؛ فارغ: لا حد خاص به.",
    "The level wanted at least; blank: none.": "أدنى مستوى مطلوب؛ فارغ: لا شيء.",
    "Urgency of the minimum; blank: before all tiers.": "درجة إلحاح الحد الأدنى؛ فارغ: قبل كل الدرجات.",
    "Known, but shut for as long as the row holds; explanations may name it.":
        "معروف لكنه مغلق ما دام الصف ساريًا؛ وقد تسميه التفسيرات.",
    "The technique.": "طريقة الإنتاج.",
    "What goes in or comes out.": "ما يدخل أو يخرج.",
    "How much: + comes out, − goes in.": "كم: + يخرج، − يدخل.",
    "Where; blank: where the activity is.": "أين؛ فارغ: حيث النشاط.",
    "How much later; blank: at once.": "بعد كم من الوقت؛ فارغ: فورًا.",
    "Where it starts.": "أين يبدأ.",
    "Where it ends.": "أين ينتهي.",
    "How: road, rail, sea, pipe …; limits may name it.":
        "كيف: طريق بري أو سكة أو بحر أو أنبوب …؛ ويمكن أن تسميه القيود.",
    "Whether it can be used back, with the same capacity again.":
        "هل يمكن استعماله في الاتجاه الآخر أيضًا بالسعة نفسها.",
    "What can set out in one direction; blank: no limit.": "ما يمكن أن ينطلق في اتجاه واحد؛ فارغ: لا حد.",
    "Time under way; blank: none.": "مدة الطريق؛ فارغ: لا شيء.",
    "Share that does not arrive; blank: none.": "الحصة التي لا تصل؛ فارغ: لا شيء.",
    "Families or goods it carries, with ';' between; blank: all goods with mass.":
        "المجموعات أو السلع التي ينقلها وبينها ';'؛ فارغ: كل السلع ذات الكتلة.",
    "The route; blank: every route.": "الطريق؛ فارغ: كل طريق.",
    "What is used: fuel, lorry-hours, money.": "ما يُستهلك: وقود أو ساعات شاحنات أو نقود.",
    "What comes.": "ما يأتي.",
    "Where; blank: one pool for all places; *: as much at each place.":
        "أين؛ فارغ: رصيد مشترك لكل الأماكن؛ *: القدر نفسه في كل مكان.",
    "Who gives or sells it.": "من يعطيه أو يبيعه.",
    "Where it is from; blank: from inside the economy.": "من أين يأتي؛ فارغ: من داخل الاقتصاد.",
    "The most; blank: no limit.": "الأكثر؛ فارغ: لا حد.",
    "The least that should be taken; blank: none.": "أقل ما ينبغي أخذه؛ فارغ: لا شيء.",
    "What at_most and at_least count over; needed with them.":
        "المدة التي يُحسب عليها at_most وat_least؛ لازم معهما.",
    "Urgency of at_least; blank: before all tiers.": "درجة إلحاح at_least؛ فارغ: قبل كل الدرجات.",
    "What one unit costs; blank: nothing.": "كلفة الوحدة؛ فارغ: بلا كلفة.",
    "The currency; blank: the economy's.": "العملة؛ فارغ: عملة الاقتصاد.",
    "Days between paying and having; blank: none.": "الأيام بين الدفع والحصول؛ فارغ: لا شيء.",
    "What it is: harvest, market, purchase, contribution, on_the_way …":
        "ما هو: harvest (محصول) أو market (سوق) أو purchase (شراء) أو contribution (مساهمة) أو on_the_way …",
    "How sure it is.": "مدى تأكده.",
    "What is kept.": "ما يُخزن.",
    "Where; blank: one store that all places share; *: one at each place.":
        "أين؛ فارغ: مخزن واحد تتقاسمه كل الأماكن؛ *: مخزن في كل مكان.",
    "What is there at the start; blank: nothing.": "ما هو موجود في البداية؛ فارغ: لا شيء.",
    "The most that can be kept; blank: no limit.": "أكثر ما يمكن تخزينه؛ فارغ: لا حد.",
    "What should be there at the end; blank: the opening for durables, else nothing.":
        "ما ينبغي أن يبقى في النهاية؛ فارغ: رصيد البداية للسلع المعمرة، وإلا فلا شيء.",
    "Urgency of the closing stock; blank: before all tiers.":
        "درجة إلحاح مخزون النهاية؛ فارغ: قبل كل الدرجات.",
    "What is lost.": "ما يضيع.",
    "Where; blank: from the store that all places share; *: from the store of each place.":
        "أين؛ فارغ: من المخزن الذي تتقاسمه كل الأماكن؛ *: من مخزن كل مكان.",
    "Share of what is in store that is lost.": "الحصة التي تضيع من المخزون.",
    "The day.": "اليوم.",
    "Where; blank: one pool that all places share; *: the same at each place.":
        "أين؛ فارغ: رصيد واحد تتقاسمه كل الأماكن؛ *: القدر نفسه في كل مكان.",
    "What it is counted in; shown, never converted.": "ما يُعدّ به؛ يُعرض ولا يُحوَّل.",
    "What stands at the start; blank: nothing.": "ما هو قائم في البداية؛ فارغ: لا شيء.",
    "Share that wears out in 365 days; blank: none.": "الحصة التي تتقادم في 365 يومًا؛ فارغ: لا شيء.",
    "The activity that builds it, at the same place (for a pool: anywhere); blank: it can't be built.":
        "النشاط الذي يبنيه في المكان نفسه (وللرصيد المشترك: في أي مكان)؛ فارغ: لا يمكن بناؤه.",
    "How much of it one level builds; blank: 1.": "ما يبنيه منه مستوى واحد؛ فارغ: 1.",
    "How much later what is built can be used; blank: at once.":
        "بعد كم من الوقت يمكن استعمال ما بُني؛ فارغ: فورًا.",
    "What should stand at the end; blank: nothing is asked.":
        "ما ينبغي أن يكون قائمًا في النهاية؛ فارغ: لا يُطلب شيء.",
    "Urgency of what should stand at the end; blank: before all tiers.":
        "درجة إلحاح ما ينبغي أن يكون قائمًا في النهاية؛ فارغ: قبل كل الدرجات.",
    "What is used.": "ما يُستعمل.",
    "By what: at the place of the equipment (anywhere, for a pool).":
        "أي نشاط يستعمله: في مكان التجهيز (وللرصيد المشترك: في أي مكان).",
    "How much of it one level per day takes up.": "ما يشغله منه مستوى واحد في اليوم.",
    "Where; blank: from the pool that all places share; *: at each place.":
        "أين؛ فارغ: من الرصيد الذي تتقاسمه كل الأماكن؛ *: في كل مكان.",
    "Share of what stands that is lost.": "الحصة التي تضيع مما هو قائم.",
    "Where its terms are counted; blank: everywhere together; *: at each place by itself.":
        "أين تُحسب حدوده؛ فارغ: في كل الأماكن معًا؛ *: في كل مكان على حدة.",
    "The cap; blank: none.": "الحد الأعلى؛ فارغ: لا شيء.",
    "The floor; blank: none.": "الحد الأدنى؛ فارغ: لا شيء.",
    "What it counts over: each day (summed over a period), each period, the whole horizon, or a person and "
    "day; blank: period.":
        "ما يُحسب عليه: كل يوم (مجموعًا على الفترة) أو كل فترة أو المدة كلها أو الشخص واليوم؛ فارغ: الفترة.",
    "Urgency of the floor; blank: before all tiers.": "درجة إلحاح الحد الأدنى؛ فارغ: قبل كل الدرجات.",
    "The limit.": "القيد.",
    "What is summed: 'kind: column=value, …', such as 'route: mode=road' or 'delivery: good.family=cereal, "
    "place=aleppo'.":
        "ما يُجمع: 'kind: column=value, …'، مثل 'route: mode=road' أو "
        "'delivery: good.family=cereal, place=aleppo'.",
    "What one unit counts for; blank: 1.": "ما تُحسب به الوحدة؛ فارغ: 1.",
}  # fmt: skip

_UNITS: Mapping[str, str] = {
    "share per day": "حصة في اليوم",
    "kg per unit of the good": "كغ لوحدة السلعة",
    "degree": "درجة",
    "people": "شخص",
    "currency per person per day": "عملة للشخص في اليوم",
    "unit of the good per person and day": "وحدة السلعة للشخص في اليوم",
    "day": "يوم",
    "unit of the nutrient per unit of the food": "وحدة العنصر الغذائي لوحدة الغذاء",
    "level per day": "مستوى في اليوم",
    "unit of the good per level": "وحدة السلعة لكل مستوى",
    "t/day": "طن/يوم",
    "share": "حصة",
    "unit of the good per tonne carried": "وحدة السلعة للطن المنقول",
    "unit of the good, per 'per'": "وحدة السلعة بحسب 'per'",
    "currency per unit of the good": "عملة لوحدة السلعة",
    "unit of the good": "وحدة السلعة",
    "unit of the equipment": "وحدة التجهيز",
    "share per year": "حصة في السنة",
    "unit of the equipment per level": "وحدة التجهيز لكل مستوى",
    "unit of the equipment per level per day": "وحدة التجهيز لكل مستوى في اليوم",
    "unit of the terms, per 'per'": "وحدة الحدود بحسب 'per'",
}

_WORDS: Mapping[str, str] = {
    "A cell gets a value; (blank) empties it.": "تأخذ خلية قيمة؛ (blank) تفرغها.",
    "A number is multiplied by the value; blank cells stay blank.":
        "يُضرب رقم في القيمة؛ وتبقى الخلايا الفارغة فارغة.",
    "The value is added to a number; a blank that means 0 counts as 0, a blank that means no limit stays.":
        "تُضاف القيمة إلى رقم؛ الفراغ الذي يعني 0 يُحسب 0، والفراغ الذي يعني عدم وجود حد يبقى.",
    "Routes, activities and supplies can't be used; all routes from and to a place close; people are away; "
    "a limit or a need does not hold.":
        "لا يمكن استعمال طرق أو أنشطة أو توريدات؛ تُغلق كل الطرق من مكان وإليه؛ يغيب الناس؛ "
        "لا يسري قيد أو حاجة.",
    "What is closed is open again; what holds only on other days holds on these too.":
        "ما هو مغلق يُفتح من جديد؛ وما يسري في أيام أخرى وحدها يسري في هذه أيضًا.",
    "A new row, with the cells in values.": "صف جديد بالخلايا المذكورة في values.",
    "Open from the first day to the last, closed before and after.":
        "مفتوح من أول يوم إلى آخر يوم، مغلق قبل ذلك وبعده.",
    "An amount is at most the value; what is less stays.": "لا تزيد كمية على القيمة؛ وما هو أقل يبقى.",
    "Supplies can't be had.": "لا يمكن الحصول على توريدات.",
    "The price of supplies rises by the share in value.": "يرتفع سعر التوريدات بالحصة المذكورة في value.",
    "The share in value of the labour is withdrawn, or activities stop.":
        "تُسحب الحصة المذكورة في value من العمل، أو تتوقف الأنشطة.",
    "The share in value is lost: on the way, of a capacity, of a supply, or of what is in store or stands "
    "of an equipment on the first day.":
        "تضيع الحصة المذكورة في value: في الطريق، أو من طاقة، أو من توريد، أو مما هو مخزون أو قائم من تجهيز "
        "في أول يوم.",
    "What is in store on the first day is taken, or the share in value of it.":
        "يؤخذ ما في المخزن في أول يوم، أو الحصة المذكورة في value منه.",
    "People, or what each of them needs, are multiplied by the value.":
        "يُضرب عدد الناس، أو ما يحتاجه كل منهم، في القيمة.",
    "A currency loses the share in value of what it buys: what is paid in it costs 1/(1 − value) times as "
    "much.":
        "تفقد عملة الحصة المذكورة في value مما تشتريه: ما يُدفع بها تصبح كلفته ‎1/(1 − value)‎ ضعفًا.",
    "Supplies of money are cut by the share in value.": "تُخفض توريدات النقود بالحصة المذكورة في value.",
    "A new supply with the cells in values, or the value more of those that match.":
        "توريد جديد بالخلايا المذكورة في values، أو زيادة بمقدار القيمة مما يطابق.",
    "What sets out takes the value longer, in days.": "ما ينطلق يتأخر بمقدار القيمة، بالأيام.",
}  # fmt: skip

MEANINGS: Mapping[str, str] = {**_TABLES, **_COLUMNS, **_UNITS, **_WORDS}
"""By the English sentence."""
