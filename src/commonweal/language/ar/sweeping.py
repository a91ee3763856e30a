"""Arabic: sweeps over what is not known."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "sweeps.heading": "{economy}: خطط لما لا يُعرف، وعددها {n}",
    "sweeps.lead": "خُطّط للاقتصاد نفسه عند نقاط عددها {n}: لكل نقطة خطة تلبّي الحاجات أولًا وتعلم مسبقًا "
    "ما يقع فيها. التصميم: {design}.",
    "sweeps.counts": "خُطّط منها {done}، وبلا خطة {failed}، وما زال آتيًا {missing}.",
    "sweeps.missing": "ليس هذا كل شيء: ما زالت نقاط آتية عددها {missing}، وقد يتغيّر ما يقال هنا.",
    "sweeps.nothing": "لم يُخطَّط لأي نقطة بعد.",
    "sweeps.quality": "الإثبات: الخطط المتحقَّق منها {verified} من {done}.",
    "sweeps.approximate": "التقريبية: {n}. لا يُعتمد فيها على الفروق الصغيرة.",
    "sweeps.how": "خُطّط {again} منها من جديد انطلاقًا من الخطة السارية، و{anew} من الصفر.",
    "sweeps.failed.heading": "نقاط بلا خطة",
    "sweeps.failed.why": "السبب",
    "sweeps.point": "النقطة",
    "sweeps.told.tier": "المرتبة {tier}: يغطي نصف النقاط ما بين {low} و{high} من الحاجات في المتوسط، "
    "وأسوؤها {least}.",
    "sweeps.told.tornado": "أكثر ما يحرّك المرتبة {tier} هو {parameter}: {low} عند {at_low}، و{high} عند "
    "{at_high}.",
    "sweeps.told.regret": "الاختيار الأقل تأخرًا عن الأفضل في أي مستقبل، بحسب المرتبة {tier}: {way} (على "
    "الأكثر {most}، وهو الأفضل في {share} من الحالات).",
    "sweeps.outcomes.heading": "كيف تتوزّع النتائج",
    "sweeps.outcomes.lead": "على كل النقاط، ولكل نقطة الوزن نفسه.",
    "sweeps.outcome": "النتيجة",
    "sweeps.outcome.mean": "متوسط التغطية، المرتبة {tier}",
    "sweeps.outcome.people_fully_covered": "من لُبّيت حاجاتهم كلها، المرتبة {tier}",
    "sweeps.outcome.effort": "الجهد",
    "sweeps.least": "الأدنى",
    "sweeps.q05": "5%",
    "sweeps.q25": "25%",
    "sweeps.median": "النصف",
    "sweeps.q75": "75%",
    "sweeps.q95": "95%",
    "sweeps.most": "الأعلى",
    "sweeps.coverage.heading": "من يُغطّى وإلى أي حد",
    "sweeps.coverage.lead": "يمتد الخط الرفيع من أدنى النقاط تغطية إلى أعلاها؛ وتسعة أعشار النقاط على الخط "
    "العريض، ونصفها في الصندوق، والعلامة فيه تقسمها نصفين.",
    "sweeps.coverage.row": "{name}: نصف النقاط بين {q25} و{q75}، وتسعة أعشارها بين {q05} و{q95}، والأدنى "
    "{least}",
    "sweeps.by.place": "بحسب المكان",
    "sweeps.by.good": "بحسب الحاجة",
    "sweeps.by.group": "بحسب المجموعة",
    "sweeps.what.place": "المكان",
    "sweeps.what.good": "الحاجة",
    "sweeps.what.group": "المجموعة",
    "sweeps.time.heading": "عبر الزمن",
    "sweeps.time.lead": "متوسط التغطية في كل فترة: يقسم الخط النقاط نصفين، ويقع نصفها في الشريط الغامق "
    "وتسعة أعشارها في الفاتح.",
    "sweeps.time.title": "تغطية المرتبة {tier} بحسب الفترة، مع أشرطة النقاط",
    "sweeps.period": "الفترة",
    "sweeps.regret.heading": "ماذا يُختار",
    "sweeps.regret.lead": "الندم هو مقدار تأخر اختيار عن أفضل اختيار في المستقبل نفسه بعد أن يُعرف. التغطية "
    "بالنقاط المئوية، والناس بعددهم.",
    "sweeps.regret.points.heading": "التأخر عن أفضل نقطة",
    "sweeps.regret.points.lead": "ليس هنا ما يُختار. هذا مقدار تأخر النقاط عن أفضل نقطة معروفة. التغطية "
    "بالنقاط المئوية، والناس بعددهم.",
    "sweeps.regret.way": "الاختيار",
    "sweeps.regret.best_in": "الأفضل في",
    "sweeps.regret.mean": "الندم: المتوسط",
    "sweeps.regret.most": "على الأكثر",
    "sweeps.points_of": "نقاط عددها {number}",
    "sweeps.tornado.heading": "ما الذي يحرّكها أكثر",
    "sweeps.tornado.lead": "متوسط تغطية المرتبة {tier} وكل عامل عند طرفه الأدنى وعند طرفه الأعلى (إن كثرت "
    "القيم: الخُمس الأدنى والخُمس الأعلى)، أيًّا كانت العوامل الأخرى. والخط هو متوسط كل النقاط.",
    "sweeps.tornado.row": "{parameter}: {at_low} عند {low}، و{at_high} عند {high}",
    "sweeps.tornado.low": "عند طرفه الأدنى",
    "sweeps.tornado.high": "عند طرفه الأعلى",
    "sweeps.parameter": "العامل",
    "sweeps.low": "الطرف الأدنى",
    "sweeps.high": "الطرف الأعلى",
    "sweeps.at_low": "عنده",
    "sweeps.at_high": "عند الأعلى",
    "sweeps.sensitivity.heading": "كم يهم كل عامل",
    "sweeps.sensitivity.sobol": "مؤشرات سوبول (عيّنة سالتيلي): حصة التباين التي يصنعها كل عامل وحده، ومع كل "
    "ما يفعله مع غيره.",
    "sweeps.sensitivity.morris": "موريس: متوسط آثاره الأولية، وقد يلغي بعضها بعضًا، ومتوسط مقاديرها، بوحدة "
    "النتيجة.",
    "sweeps.sensitivity.delta": "حصة التباين التي يصنعها كل عامل وحده، ودلتا بورغونوفو: كم تزيح معرفتُه "
    "التوزيعَ كله (0: لا شيء، 1: كليًّا).",
    "sweeps.sensitivity.first": "وحده",
    "sweeps.sensitivity.total": "في المجموع",
    "sweeps.sensitivity.delta.total": "دلتا",
    "sweeps.sensitivity.morris.first": "متوسط الأثر",
    "sweeps.sensitivity.morris.total": "متوسط المقدار",
    "sweeps.sensitivity.sure": "± (95%)",
    "sweeps.method.heading": "كيف صُنع هذا",
    "sweeps.method.plans": "كل نقطة خطة قائمة بذاتها ولها شهادتها؛ وتعلم الخطة مستقبلها كله من يومها الأول، "
    "فالتغطية هنا ما يمكن بلوغه لا ما سيقع.",
    "sweeps.method.weights": "ليست النقاط تنبؤًا: لا تكون نسبة من النقاط احتمالًا إلا بقدر ما تكون المجالات "
    "والتوزيعات المعطاة كذلك.",
    "sweeps.design": "التصميم",
    "sweeps.hash": "الاقتصاد",
    "sweeps.more": "… و{n} أخرى (يكتبها كلها commonweal sweep summary)",
}
