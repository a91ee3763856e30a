"""Arabic: comparisons of plans, and the price of a rule."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "compare.as.is": "الوضع كما هو",
    "compare.with": "{plan}، مقارنةً مع: {base}",
    "compare.list.between": "؛ ",
    # first sentences
    "compare.same": "لا يربح أحد ولا يخسر أحد: كل حاجة مُلبّاة كما كانت.",
    "compare.nobody.loses": "لا يخسر أحد.",
    "compare.nobody.gains": "لا يربح أحد.",
    "compare.lost": "يُخسر {days} من أيام الأشخاص من حاجات المرتبة {tier}: {places}.",
    "compare.lost.later": "وفي المراتب الأقل إلحاحًا يُخسر فوق ذلك {days} من أيام الأشخاص.",
    "compare.gained": "يُكسب {days} من أيام الأشخاص من حاجات المرتبة {tier}: {places}.",
    "compare.gained.later": "وفي المراتب الأقل إلحاحًا يُكسب فوق ذلك {days} من أيام الأشخاص.",
    "compare.where": "{good} في {place} ({days})",
    "compare.people": "من لديهم كل حاجات المرتبة {tier} في كل الأوقات: {after} من {people} (وكانوا "
    "{before} من {were}).",
    "compare.route.more": "يُنقل على {route} ({start} ← {end}) ما يزيد {tonnes} طنًّا.",
    "compare.route.less": "يُنقل على {route} ({start} ← {end}) ما ينقص {tonnes} طنًّا.",
    "compare.effort": "الجهد ({what}): {after}، وكان {before} ({change}).",
    "compare.effort.same": "الجهد ({what}): {after}، كما كان.",
    "compare.money": "المدفوع ({currency}): {after}، وكان {before} ({change}).",
    "compare.limits.began": "صار يُستنفد: {limits}.",
    "compare.limits.stopped": "لم يعد يُستنفد: {limits}.",
    "compare.limit": "{kind} {what}",
    # what can't be compared
    "compare.remarks.heading": "ما ينبغي الانتباه إليه",
    "compare.remark.calendar": "{plan}: التقويمان مختلفان. تُقارن الفترات المشتركة بين الخطتين وعددها "
    "{n}، من {first} إلى {last}؛ أما الجهد وسائر الأهداف فهي لكل فترات الخطة، ولا يُذكر الفرق بينها.",
    "compare.remark.rule": "{plan}: القاعدتان مختلفتان ({base} و{here})، فبعض الأهداف ليس واحدًا.",
    "compare.remark.effort": "{plan}: الجهدان مختلفان ({base} و{here}) ولا تصح المقارنة بينهما.",
    "compare.remark.quality": "{plan}: إحدى الخطتين تقريبية، فلا يُعوَّل على الفروق الصغيرة.",
    "compare.remark.cells": "{plan}: بعض الحاجات في خطة واحدة فقط ولم تدخل في المقارنة: {base} من "
    "أيام الأشخاص في الأولى وحدها، و{here} في هذه وحدها.",
    "compare.remark.people": "{plan}: عدد الناس مختلف في {places}. الأرباح والخسائر هي لمن تعدّهم "
    "الخطتان معًا.",
    "compare.because": "السبب",
    "compare.claimed": "يقول بذلك",
    "compare.confidence": "درجة الثقة",
    # tables
    "compare.people.heading": "من يربح ومن يخسر",
    "compare.people.lead": "يأتي أولًا من يخسر الأكثر في المرتبة الأكثر إلحاحًا. يوم الشخص المخسور هو "
    "أن يُحرم شخص واحد يومًا من حاجة كلها، أو شخصان من نصفها، وكانت لهم من قبل، وتُحسب كل حاجة وحدها. "
    "ولا يعوّض ربح أسبوع عن خسارة أسبوع آخر: كلاهما محسوب.",
    "compare.lost.days": "أيام أشخاص مخسورة",
    "compare.lost.short": "خسارة",
    "compare.gained.short": "ربح",
    "compare.place.group": "{place}، {group}",
    "compare.gained.days": "أيام أشخاص مكسوبة",
    "compare.average": "المتوسط: {plan}",
    "compare.lowest": "الأدنى: {plan}",
    "compare.plan": "الخطة",
    "compare.change": "الفرق",
    "compare.tiers.heading": "مرتبةً بعد مرتبة",
    "compare.aims.heading": "الأهداف جنبًا إلى جنب",
    "compare.aims.lead": "ما بلغته كل خطة، بترتيب أهدافها.",
    "compare.done.heading": "ما يُفعل بخلاف ما كان",
    "compare.flows.heading": "المنقول على الطرق",
    "compare.supplies.heading": "المشترى والوارد",
    "compare.cost": "فرق الكلفة",
    "compare.money.heading": "المدفوع",
    "compare.activities.heading": "المصنوع والمُنجز",
    "compare.activities.lead": "مستويات الأنشطة: كم يُنفَّذ من كل منها.",
    "compare.stocks.heading": "المخزون في النهاية",
    "compare.nothing": "لا يتغير شيء من هذا.",
    "compare.limits.heading": "ما صار عائقًا وما لم يعد",
    "compare.limits.lead": "حدود تُستنفد في خطة دون الأخرى، أو في فترات أكثر أو أقل.",
    "compare.state": "ما حدث",
    "compare.state.began": "صار يقيّد",
    "compare.state.stopped": "لم يعد يقيّد",
    "compare.state.more": "يقيّد مدة أطول",
    "compare.state.less": "يقيّد مدة أقصر",
    "compare.prices.heading": "الأسعار التي تغيّرت أكثر من غيرها",
    "compare.prices.lead": "ما تساويه وحدة إضافية واحدة لهدف من الأهداف، في المتوسط على الأيام "
    "المشتركة بين الخطتين.",
    # maps
    "compare.maps.lead": "متوسط تلبية المرتبة {tier} في كل خطة، بسلّم ألوان واحد وعرض خطوط واحد.",
    "compare.map.title": "{plan}: الأماكن بحسب التلبية، والطرق المستعملة",
    "compare.map.change": "الفرق: {plan}",
    "compare.map.change.title": "فرق التلبية بحسب المكان، بالنقاط المئوية: {plan}",
    "compare.map.change.note": "تحت الأسماء فرقُ متوسط تلبية المرتبة {tier} بالنقاط المئوية.",
    "compare.map.place": "{place}: كان {before} وصار {after}",
    "compare.points": "\u200f{number} نقطة",
    "compare.legend.change": "الفرق بالنقاط",
    "compare.legend.same": "لا فرق",
    # the way of a good
    "flow.heading": "مسار سلعة: {good}",
    "flow.lead": "من مصدرها في اليسار، عبر الأماكن، إلى ما تصير إليه في اليمين. عرض الأشرطة بقدر "
    "الكميات، بمقياس واحد لكل الخطط، والكميات الصغيرة مجموعة معًا، ولا يُرسم مما يذهب ويعود إلا "
    "الفرق. وفي الجدول كل شيء.",
    "flow.title": "{plan}: مسار {good}",
    "flow.summary": "المجموع {total}. وما تصير إليه: {ends}.",
    "flow.part": "{what} {amount}",
    "flow.band": "{start} ← {end}: {amount}",
    "flow.band.routes": "{start} ← {end}: {amount} ({routes})",
    "flow.stock": "المخزون في البداية",
    "flow.made": "صُنع: {what}",
    "flow.eaten": "إلى {what}",
    "flow.used": "استُعمل: {what}",
    "flow.carrying": "استُعمل في النقل",
    "flow.paid": "دُفع ثمن: {what}",
    "flow.kept": "المخزون في النهاية",
    "flow.under.way": "في الطريق عند النهاية",
    "flow.lost": "ضاع",
    "flow.over": "زاد",
    "flow.everywhere": "كل الأماكن معًا",
    "flow.other.sources": "مصادر أخرى",
    "flow.other.places": "أماكن أخرى",
    "flow.other.ends": "استعمالات أخرى",
    "flow.nothing": "لا يُنقل في هذه الخطط شيء له كتلة، فلا صورة كهذه.",
    # method
    "compare.method.heading": "كيف وُضعت هذه الخطط وقورنت",
    "compare.method": "وُضعت كل خطة وأُثبتت وحدها. وكل ما هنا محسوب من جديد من جداولها، والفروق دون "
    "جزء من مليون لا تُعدّ فروقًا. وإذا تساوت خطط عدة في الجودة أخذ البرنامج واحدة منها بقاعدة ثابتة: "
    "فليس كل تغيّر في المنقول أو المشترى واجبًا.",
    # the price of a rule
    "rules.heading": "ما الذي تكلّفه القاعدة",
    "rules.lead": "اقتصاد واحد، خُطّط له بكل قاعدة من قواعد التوزيع.",
    "rules.name.leximin": "الأسوأ حالًا أولًا",
    "rules.name.total": "أكبر مجموع",
    "rules.name.equal": "أنصبة متساوية",
    "rules.name.money": "من يستطيع الدفع",
    "rules.rule": "القاعدة",
    "rules.people": "من لُبّيت حاجاتهم كاملة",
    "rules.days": "أيام الأشخاص الملبّاة",
    "rules.effort": "الجهد",
    "rules.even.costs": "البدء بالأسوأ حالًا يكلّف {days} من أيام الأشخاص في المرتبة {tier}، مقارنةً "
    "بأكبر مجموع ({share} من كل ما يلبّيه).",
    "rules.even.free": "في المرتبة {tier} يلبّي البدءُ بالأسوأ حالًا من أيام الأشخاص قدر ما يلبّيه "
    "أكبر مجموع: لا يكلّف شيئًا.",
    "rules.even.more": "في المرتبة {tier} يلبّي البدءُ بالأسوأ حالًا {days} من أيام الأشخاص أكثر مما "
    "يلبّيه أكبر مجموع.",
    "rules.even.lowest": "أدنى تلبية لديه في المرتبة {tier} هي {even}، وفي أكبر مجموع {total}.",
    "rules.even.effort": "جهده {even}، وجهد أكبر مجموع {total} ({change}).",
    "rules.money.none": "لو حُسبت الحاجات بقدر ما يستطيع الناس دفعه لما نقص أحدًا شيء من أي مرتبة.",
    "rules.money.out": "لو حُسبت الحاجات بقدر ما يستطيع الناس دفعه لنقصت المرتبة {tier} لدى {people} "
    "من الناس، مع أن حاجتهم ملحّة بالقدر نفسه، ولخُسر {days} من أيام الأشخاص. وأكثرهم خسارة: {groups}.",
    "rules.money.who": "{group} في {place}، ودخلهم {income} للشخص في اليوم ({after} في المتوسط بدل {before})",
    "rules.money.unknown": "لا يُعرف دخل أحد (people.income فارغ)، فلا يمكن قول شيء عمّن يستطيع الدفع.",
    "rules.money.absent": "لم تُخطَّط قاعدة من يستطيع الدفع.",
    "rules.tables.heading": "القواعد جنبًا إلى جنب",
    "rules.left.heading": "من يتركه السوق",
    "rules.left.lead": "مجموعات يقلّ نصيبها في قاعدة من يستطيع الدفع عنه في قاعدة الأسوأ حالًا أولًا، "
    "ودخلها ({currency}) للشخص في اليوم.",
    "rules.income": "الدخل",
    "rules.places.heading": "الأماكن والمجموعات",
    "rules.places.lead": "متوسط تلبية المرتبة {tier} في كل قاعدة، وبين قوسين أدنى تلبية لأي حاجة في أي فترة.",
}
