"""Arabic: what breaks first, what is required, and what pooling gains."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    # what is required
    "require.asked": "لتلبية حاجات المرتبة {tier} حتى {level}: {of}",
    "require.asked.more": "لتلبية حاجات المراتب من 1 إلى {tier} حتى {level}: {of}",
    "require.by": "ابتداءً من {day}",
    "require.of.money": "أقل ما يكفي من المال",
    "require.of.stock": "أقل ما يكفي من زيادة في المخازن عند البداية",
    "require.of.labour": "أقل ما يكفي من العمل",
    "require.of.capacity": "أقل ما يكفي من السعة",
    "require.of.good": "أقل ما يكفي من {good}",
    "require.nothing": "لا حاجة إلى المزيد.",
    "require.in.vain": "المزيد منه لا يرفع شيئًا مما ينقص.",
    "require.total": "المجموع: {total}، لا أقل.",
    "require.total.capacity": "المجموع {total} أضعاف ما هو موجود، وكلٌّ يُحسب بسعته هو.",
    "require.when": "من",
    "require.throughout": "طوال المدة",
    "require.start": "عند البداية",
    "require.where": "أين",
    "require.everywhere": "للجميع",
    "require.what": "ماذا",
    "require.store": "مخزن: {good}",
    "require.amount": "الزيادة",
    "require.lines.more": "… و{n} سطرًا آخر (‎--out يكتبها كلها)",
    "require.cannot.heading": "ما لا ترفعه أي زيادة منه إلى هذا الحد",
    "require.cannot.need": "الحاجة",
    "require.cannot.periods": "الفترات",
    "require.cannot.highest": "على الأكثر",
    "require.cannot.why": "السبب",
    "require.cannot.unreached": "لا شيء يصل إليهم",
    "require.cannot.limited": "ثمة عائق آخر",
    "require.cannot.group": "{place}، {group}: {good}",
    "require.cannot.note": "هذه الزيادة ترفعها إلى أعلى ما يمكن.",
    "require.proof.rule": "ثبت ذلك: أُعيد التخطيط مع هذه الزيادة فلُبّي كل ما يمكن رفعه (الأدنى: {lowest}).",
    "require.proof.kept": "ثبت ذلك: أُعيد التخطيط مع هذه الزيادة فلُبّي ما يمكن رفعه (الأدنى: {lowest}) إذا "
    "قُدِّم على غيره. ولو تُركت القاعدة وشأنها لأعطت بعض الزيادة لغيره: "
    "لحاجات قبل ذلك اليوم، أو لحاجات أكثر إلحاحًا.",
    # what pooling gains
    "pool.heading": "{economy}: كل منطقة وحدها، ثم الجميع معًا",
    "pool.gain": "معًا يُلبّى {days} يوم-شخص إضافي من حاجات المرتبة {tier}.",
    "pool.loss": "معًا يُلبّى {days} يوم-شخص أقل من حاجات المرتبة {tier}: فالأسوأ حالًا أولًا.",
    "pool.same": "معًا يُلبّى العدد نفسه من أيام الأشخاص من حاجات المرتبة {tier}.",
    "pool.tier": "المرتبة {tier}",
    "pool.region": "المنطقة",
    "pool.people": "السكان",
    "pool.average": "المتوسط: وحدها",
    "pool.average.together": "معًا",
    "pool.lowest": "الأدنى: وحدها",
    "pool.lowest.together": "معًا",
    "pool.gained": "أيام الأشخاص المكتسبة",
    "pool.all": "الجميع",
    "pool.effort": "الجهد ({what}): {alone} كلٌّ وحده، و{together} معًا.",
    "pool.shared": "ما لا مكان له (المال والسلع المشتركة، والإمدادات والحدود العامة) يُقسَّم بحسب أيام الأشخاص.",
    "pool.proof.verified": "الخطط كلها مُتحقَّق منها، وعددها {n}.",
    "pool.proof.approximate": "خطة واحدة على الأقل من الخطط الـ{n} تقريبية. لا تعوّل على الفروق الصغيرة.",
    # what breaks first
    "sweep.heading": "{economy}: ما الذي ينكسر أولًا",
    "sweep.counts": "من {n} من العناصر، يُحَسّ بفقدان {hurt}: إذ تُلبّى بعض الحاجات أقل. أيام الأشخاص "
    "المفقودة من الحاجات، مرتبةً بعد مرتبة:",
    "sweep.lost": "المفقود",
    "sweep.tier": "المرتبة {tier}",
    "sweep.worst": "المكان الأسوأ حالًا",
    "sweep.worst.place": "{place}: {now} (قبل ذلك: {before})",
    "sweep.spared": "مدة الصمود",
    "sweep.never": "طوال المدة",
    "sweep.days": "{n} يومًا",
    "sweep.kind.routes": "الطريق {name}",
    "sweep.kind.supplies": "الإمداد {name}",
    "sweep.kind.suppliers": "كل ما يأتي من {name}",
    "sweep.kind.places": "كل الطرق من {name} وإليها",
    "sweep.kind.activities": "النشاط {name}",
    "sweep.both": "{first} و{second}",
    "sweep.more": "… و{n} أخرى (يعرضها --rows ويكتبها كلها --out)",
    "sweep.soonest": "من دون {n} منها لا يمكن الحفاظ على المرتبة 1 كما كانت أكثر من {days} يومًا.",
    "sweep.pairs": "من {pairs} من الأزواج، {settled} ليست أسوأ من فقدان أحد الاثنين وحده (فالخطة دون "
    "أحدهما لا تستعمل الآخر)، وأُعيد التخطيط لـ{solved}، وتُرك {left} لأنها أقل دلالة.",
    "sweep.proof": "ثبت ذلك: {n} من {of} من الخطط المُعادة مُتحقَّق منها.",
    "sweep.approximate": "تقريبية: {n}. لا تعوّل فيها على الفروق الصغيرة.",
    "sweep.unsolved": "لا خطة عند فقدان {what}: {why}",
}
