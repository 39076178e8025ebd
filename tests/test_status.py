"""Where a deal stands, sentence by sentence. The deal's word is in brackets; all sentences are of our own making.

The triggers here are a small table of this file, so that the cues are tested apart from the lexicon of deal verbs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from safqa.deals.outcomes import read_outcome
from safqa.deals.status import (
    ContextRules,
    StatusReader,
    StatusReading,
    Told,
    article_status,
    read_status,
)
from safqa.mentions.triggers import FormTable, VerbRow
from safqa.normalise import normalise
from safqa.words import words_of

VERBS = FormTable(
    [
        VerbRow(id="buy", type="acquisition", status="completed", past="اشترى", present="يشتري", noun="شراء|عرض شراء"),
        VerbRow(
            id="take", type="acquisition", status="completed", past="استحوذ", present="يستحوذ", noun="استحواذ|الاستحواذ"
        ),
        VerbRow(id="sell", type="acquisition", status="completed", past="باع", present="يبيع", noun="بيع"),
        VerbRow(id="raise", type="funding_round", status="completed", past="جمع", present="يجمع", noun="جمع"),
        VerbRow(id="pump", type="investment", status="completed", past="ضخ", present="يضخ", noun="ضخ"),
        VerbRow(id="invest", type="investment", status="completed", past="استثمر", present="يستثمر", noun="استثمار"),
        VerbRow(id="float", type="ipo", status="completed", past="أدرج", present="يدرج", noun="إدراج|طرح أسهمها|طرح"),
        VerbRow(id="merge", type="merger", status="completed", past="اندمج", present="يندمج", noun="اندماج"),
        VerbRow(id="supply", type="contract", status="agreed", noun="توريد"),
        VerbRow(id="loan", type="debt", status="completed", noun="قرض|قرضا"),
        VerbRow(id="partner", type="partnership", status="agreed", noun="شراكة"),
    ],
    frozenset({"لم"}),
)

CASES = [
    # -- the trigger's own form
    ("[استحوذت] ألفا على بيتا مقابل 30 مليون دولار", "completed"),
    ("ألفا [تستحوذ] على بيتا", "completed"),
    ("[ستستحوذ] ألفا على بيتا في يونيو", "planned"),
    ("سوف [تستحوذ] ألفا على بيتا", "planned"),
    ("قد [تستحوذ] ألفا على بيتا", "rumored"),
    ("وقد [استحوذت] ألفا على بيتا العام الماضي", "completed"),
    ("ربما [تشتري] ألفا حصة في بيتا", "rumored"),
    ("كانت ألفا قد [اشترت] بيتا عام 2014", "completed"),
    ("منذ أن [اشترت] ألفا بيتا تغيرت السوق", "completed"),
    ("بعدما [اشترت] ألفا بيتا، توسعت في الخليج", "completed"),
    ("سبق لها أن [باعت] أبراجها لشركة بيتا", "completed"),
    # -- reports, offers and attempts; what comes to nothing; several clauses under one verb
    ("نفت ألفا تقارير أفادت بأن بيتا تقدمت بعرض [لشرائها]", "denied"),
    ("نفت ألفا أنباء صحفية تحدثت عن قرب [بيع] وحدتها", "denied"),
    ("نفت ألفا ما ذكرته صحيفة عن [بيع] وحدتها", "denied"),
    ("نفى متحدث باسم ألفا صحة أنباء [بيع] بيتا", "denied"),
    ("أكدت ألفا عدم صحة ما يتردد عن [شراء] بيتا", "denied"),
    ("قطع المصدر بعدم صحة ما أثير عن نية ألفا [بيع] بيتا", "denied"),
    ("وفيما يتعلق بنية ألفا [بيع] بيتا أكد المصدر عدم صحة ذلك", "denied"),
    ("رفضت ألفا عرضا تقدمت به بيتا [للاستحواذ] عليها", "cancelled"),
    ("رفضت ألفا عرضا قدمته بيتا [لشرائها]", "cancelled"),
    ("أعلنت ألفا عدم توصلها إلى اتفاق نهائي بشأن [بيع] أبراجها", "cancelled"),
    ("أعلنت ألفا عدم توصل الطرفين إلى اتفاق بشأن [الاندماج]", "cancelled"),
    ("قالت ألفا إنها لم تتوصل إلى اتفاق [لشراء] بيتا", "cancelled"),
    ("أشار إلى أن [طرح] بيتا تم إرجاؤه إلى حين تقييم أصولها", "stalled"),
    ("وأوضح أن [إدراج] ألفا جرى تأجيله إلى العام المقبل", "stalled"),
    ("باءت محاولة ألفا [شراء] بيتا بالفشل", "cancelled"),
    ("لم تكلل محاولة ألفا [شراء] بيتا بالنجاح", "cancelled"),
    ("في محاولة فاشلة [للاستحواذ] على بيتا عرضت ألفا مليارا", "cancelled"),
    ("بعد مسعى خائب [لشراء] بيتا ركزت ألفا على سوقها", "cancelled"),
    ("دخلت ألفا في مفاوضات [للاستحواذ] على بيتا، غير أن المفاوضات لم تفض إلى نتيجة", "cancelled"),
    ("دخلت ألفا في محادثات [لشراء] بيتا لكنها لم تسفر عن اتفاق", "cancelled"),
    ("تعهدت ألفا [بضخ] مليار في بيتا، غير أن المشروع لم ير النور حتى الآن", "stalled"),
    ("خسرت ألفا سباق [الاستحواذ] على بيتا", "cancelled"),
    ("قررت ألفا إلغاء خطتها [لشراء] بيتا بعد أن تعثرت المفاوضات", "cancelled"),
    ("دعت ألفا مساهميها للتصويت على [الاندماج] مع بيتا", "planned"),
    ("تعقد ألفا اجتماعا للنظر في [بيع] بيتا", "planned"),
    ("قال مصدر إن المصنع سيبدأ العمل وإن [الاستحواذ] على بيتا اكتمل", "completed"),
    ("قالت ألفا إنها ستوسع نشاطها وإنها [اشترت] بيتا", "completed"),
    ("ذكرت ألفا أنها قد تبيع بيتا وأنها [استحوذت] على غاما", "completed"),
    ("نفت ألفا بيع بيتا وأعلنت [شراء] غاما", "completed"),
    ("توقفت المحادثات بين ألفا وبيتا بشأن [الاندماج]", "stalled"),
    ("عدلت ألفا عن [بيع] بيتا", "cancelled"),
    ("أحجمت ألفا عن [شراء] بيتا", "cancelled"),
    ("امتنعت ألفا عن [بيع] حصتها", "cancelled"),
    ("أقلعت ألفا عن فكرة [شراء] بيتا", "cancelled"),
    ("أسقطت ألفا [شراء] بيتا من حساباتها", "cancelled"),
    ("طوت ألفا صفحة [الاندماج] مع بيتا", "cancelled"),
    ("لا تعتزم ألفا [بيع] بيتا", "denied"),
    ("ليس لدى ألفا خطط [لبيع] بيتا", "denied"),
    ("لا تنوي ألفا [شراء] بيتا في الوقت الراهن", "denied"),
    ("قالت ألفا إن [بيع] بيتا ليس مطروحا", "denied"),
    ("أكد أن [بيع] بيتا غير وارد", "denied"),
    ("وصف المتحدث أنباء [بيع] بيتا بأنها شائعات", "denied"),
    ("قالت ألفا إن الأنباء عن [بيع] بيتا لا أساس لها من الصحة", "denied"),
    ("تدرس ألفا ما إذا كانت ستقدم عرضا [لشراء] بيتا", "rumored"),
    ("لم تستبعد ألفا [شراء] بيتا", "rumored"),
    ("تفكر ألفا في [بيع] بيتا", "rumored"),
    ("تقيم ألفا خيارات تشمل [بيع] بيتا", "rumored"),
    ("عينت ألفا بنكا لتقديم المشورة في [بيع] بيتا", "planned"),
    ("كلفت ألفا مصرفا بالإشراف على [بيع] بيتا", "planned"),
    ("ألفا في مراحل متقدمة من محادثات [لشراء] بيتا", "rumored"),
    ("حصلت ألفا على موافقة الجهات الرقابية على [شراء] بيتا", "agreed"),
    ("حصلت ألفا على الضوء الأخضر [لشراء] بيتا", "agreed"),
    ("تم الاتفاق على [بيع] بيتا", "agreed"),
    ("وقعت ألفا اتفاقا نهائيا [لشراء] بيتا", "agreed"),
    ("أتمت ألفا [شراء] بيتا", "completed"),
    ("فرغت ألفا من [شراء] بيتا", "completed"),
    ("استكملت ألفا إجراءات [شراء] بيتا", "completed"),
    ("نفذت ألفا صفقة [بيع] بيتا", "completed"),
    ("بعد تأجيل طويل، [اشترت] ألفا بيتا", "completed"),
    ("رغم معارضة الحكومة، [استحوذت] ألفا على بيتا", "completed"),
    ("تجمدت صفقة [شراء] بيتا", "stalled"),
    ("ينتظر [الاستحواذ] على بيتا موافقة الهيئة", "agreed"),
    ("تبددت آمال ألفا في [شراء] بيتا", "cancelled"),
    ("سحبت ألفا عرضها [لشراء] بيتا", "cancelled"),
    ("انقضت مهلة عرض ألفا [لشراء] بيتا", "stalled"),
    ("وأدت الحكومة صفقة [بيع] بيتا", "cancelled"),
    ("أبطلت المحكمة [بيع] بيتا", "cancelled"),
    ("أمر القاضي بوقف [استحواذ] ألفا على بيتا", "cancelled"),
    ("تحقق الهيئة في [استحواذ] ألفا على بيتا", "completed"),
    # -- negation and its reach
    ("لم [تشتر] ألفا بيتا", "cancelled"),
    ("لن [تشتري] ألفا منصة بيتا", "cancelled"),
    ("لا [تبيع] ألفا حصتها في بيتا", "cancelled"),
    ("لم تتمكن ألفا من [بيع] حصتها في بيتا", "cancelled"),
    ("لا تعتزم ألفا [شراء] بيتا", "denied"),
    ("لا تجري ألفا محادثات [لشراء] بيتا", "denied"),
    ("ليست ألفا بصدد [شراء] بيتا", "denied"),
    ("لم تلغ ألفا صفقة [شراء] بيتا", "agreed"),
    ("لن تتخلى ألفا عن خطط [شراء] بيتا", "planned"),
    ("لم يتفق الطرفان على [بيع] بيتا", "cancelled"),
    ("لم يتفق الطرفان بعد على [بيع] بيتا", "rumored"),
    ("لم يكتمل [استحواذ] ألفا على بيتا", "cancelled"),
    ("لم يكتمل بعد [استحواذ] ألفا على بيتا", "agreed"),
    ("لم تكمل ألفا حتى الآن [الاستحواذ] على بيتا", "agreed"),
    ("لم تنجح ألفا في [شراء] بيتا", "cancelled"),
    ("قررت ألفا عدم إتمام [شراء] بيتا", "cancelled"),
    ("لم تعلن ألفا أرباحها لكنها [استحوذت] على بيتا", "completed"),
    ("[اشترت] ألفا بيتا، ولم تشمل الصفقة مصانعها", "completed"),
    ("لم يكن [استثمار] ألفا في بيتا خطوة مفاجئة", "completed"),
    # -- plans
    ("تعتزم ألفا [الاستحواذ] على بيتا خلال العام", "planned"),
    ("تخطط ألفا [لضخ] 5 ملايين دولار في بيتا", "planned"),
    ("تعتزم ألفا [ضخ] 5 ملايين دولار في بيتا", "planned"),
    ("تعتزم ألفا، وهي شركة ناشئة، [شراء] بيتا", "planned"),
    ("تعتزم ألفا، التي تأسست قبل عامين ومقرها دبي، [شراء] بيتا", "planned"),
    ("تعتزم ألفا أن [تشتري] بيتا", "planned"),
    ("كشفت ألفا عن خطط [لشراء] بيتا", "planned"),
    ("أكدت ألفا نيتها [استثمار] 500 مليون دولار في بيتا", "planned"),
    ("تستعد ألفا [لطرح أسهمها] في بورصة دبي", "planned"),
    ("ألفا بصدد [الاستحواذ] على بيتا", "planned"),
    ("تعهدت ألفا [باستثمار] مليار دولار في بيتا", "planned"),
    ("تقترب ألفا من [الاستحواذ] على بيتا", "planned"),
    ("ألفا على وشك [الاستحواذ] على بيتا", "planned"),
    ("بدأت ألفا إجراءات [بيع] بيتا", "planned"),
    ("من المقرر أن [تستحوذ] ألفا على بيتا", "planned"),
    ("من المتوقع أن [تستثمر] ألفا في بيتا", "planned"),
    ("يهدف الصندوق إلى [ضخ] مليار دولار في بيتا", "planned"),
    ("ستقوم ألفا [بشراء] بيتا", "planned"),
    ("ستعلن ألفا عن [شراء] بيتا غدا", "planned"),
    ("قالت ألفا إنها [ستشتري] بيتا", "planned"),
    ("قدمت ألفا عرضا [لشراء] بيتا", "planned"),
    ("تحاول ألفا [شراء] بيتا", "planned"),
    ("[اشترت] ألفا 75% من بيتا، على أن [تشتري] الباقي في 2027", "planned"),
    ("أوصى مجلس إدارة ألفا [بشراء] بيتا", "planned"),
    ("وافق مجلس إدارة ألفا على [بيع] أرض لشركة بيتا", "planned"),
    ("جمعت ألفا عشرة ملايين دولار بهدف [شراء] بيتا", "planned"),
    ("اقترضت ألفا مليار ريال من أجل [شراء] بيتا", "planned"),
    ("تأسس الصندوق [للاستثمار] في شركات التقنية", "planned"),
    ("سيحصل الصندوق على 70 مليار دولار من [بيع] حصته في بيتا", "planned"),
    ("[الطرح] المرتقب لأسهم ألفا في السوق", "planned"),
    ("صفقة [استحواذ] ألفا المقترحة على بيتا", "planned"),
    # -- talks and guesses
    ("تجري ألفا محادثات [للاستحواذ] على بيتا", "rumored"),
    ("تدرس ألفا [بيع] وحدتها في مصر", "rumored"),
    ("يدرس الصندوق [ضخ] 100 مليون دولار في بيتا", "rumored"),
    ("قالت ألفا إنها تدرس [بيع] وحدتها في مصر", "rumored"),
    ("تبحث ألفا، بحسب ما قاله رئيسها في مقابلة، [بيع] ذراعها", "rumored"),
    ("تفاوض ألفا على [شراء] محفظة رقمية في عمان", "rumored"),
    ("تنظر ألفا في [بيع] حصتها في بيتا", "rumored"),
    ("أبدت ألفا اهتماما [بشراء] بيتا", "rumored"),
    ("ألفا مهتمة [بشراء] بيتا", "rumored"),
    ("من المحتمل أن [تشتري] ألفا بيتا", "rumored"),
    ("لا تستبعد ألفا [بيع] حصة في بيتا", "rumored"),
    ("شائعات عن [شراء] ألفا لشركة بيتا", "rumored"),
    ("صفقة [استحواذ] ألفا المحتملة على بيتا", "rumored"),
    ("تعتزم ألفا بدء محادثات [لشراء] بيتا", "rumored"),
    ("قد تلجأ ألفا إلى [بيع] حصتها", "rumored"),
    ("عاد الحديث عن [اندماج] ألفا وبيتا", "rumored"),
    # -- agreements
    ("اتفقت ألفا على [شراء] بيتا", "agreed"),
    ("اتفقت ألفا على أن [تشتري] بيتا", "agreed"),
    ("توصلت ألفا إلى اتفاق [للاستحواذ] على بيتا", "agreed"),
    ("وقعت ألفا اتفاقية [استحواذ] على بيتا", "agreed"),
    ("أبرمت ألفا صفقة [لشراء] بيتا", "agreed"),
    ("وافقت ألفا على [شراء] منافستها بيتا", "agreed"),
    ("قبلت ألفا عرضا [لشراء] حصتها في بيتا", "agreed"),
    ("وقع الجانبان اتفاقا [تشتري] بموجبه ألفا حصة في بيتا", "agreed"),
    ("وافقت هيئة المنافسة على [استحواذ] ألفا على بيتا", "agreed"),
    ("فازت ألفا بعقد [توريد] لصالح بيتا", "agreed"),
    ("وقعت ألفا مع بيتا [شراكة] لتطوير المدفوعات", "agreed"),
    ("من المتوقع إتمام صفقة [استحواذ] ألفا على بيتا في مارس", "agreed"),
    ("[استحواذ] ألفا على بيتا يخضع لموافقة الجهات التنظيمية", "agreed"),
    ("أعلنت ألفا [الاستحواذ] على بيتا، ومن المتوقع إتمام الصفقة في الربع الثالث", "agreed"),
    ("أعلنت ألفا [شراء] بيتا في صفقة ينتظر إغلاقها نهاية العام", "agreed"),
    # -- done
    ("أتمت ألفا [استحواذها] على بيتا", "completed"),
    ("أعلنت ألفا إتمام صفقة [شراء] بيتا", "completed"),
    ("أكملت ألفا [شراء] بيتا", "completed"),
    ("تم [الاستحواذ] على بيتا", "completed"),
    ("جرى [بيع] الوحدة إلى بيتا", "completed"),
    ("قامت ألفا [بشراء] بيتا", "completed"),
    ("نجحت ألفا في [جمع] 20 مليون دولار", "completed"),
    ("تمكنت ألفا من [شراء] بيتا", "completed"),
    ("أنهت ألفا أمس إجراءات [الاستحواذ] على بيتا", "completed"),
    ("أعلنت ألفا عن [استحواذها] على بيتا", "completed"),
    ("عقب [استحواذها] على بيتا، توسعت ألفا", "completed"),
    ("اكتمل [استحواذ] ألفا على بيتا", "completed"),
    ("اتفقت ألفا على [شراء] بيتا، واكتملت الصفقة في مايو", "completed"),
    ("حصلت ألفا على [قرض] من البنك", "completed"),
    ("أعلنت ألفا أنها [استحوذت] على بيتا", "completed"),
    # -- held up
    ("تعثرت صفقة [استحواذ] ألفا على بيتا", "stalled"),
    ("صفقة [استحواذ] ألفا على بيتا تعثرت", "stalled"),
    ("أجلت ألفا [طرح أسهمها] في البورصة", "stalled"),
    ("تأجل [إدراج] ألفا للمرة الثالثة", "stalled"),
    ("تم تأجيل [إدراج] ألفا في البورصة", "stalled"),
    ("علقت ألفا [شراء] بيتا", "stalled"),
    ("جمدت ألفا خطط [بيع] وحدتها", "stalled"),
    ("[اندماج] ألفا مع بيتا، الذي أعلن في الصيف، ما زال معلقا", "stalled"),
    ("تسعى الوزارة إلى عرقلة صفقة [شراء] بيتا", "stalled"),
    ("قد تلغي ألفا صفقة [شراء] بيتا", "stalled"),
    ("تدرس ألفا إلغاء [شراء] بيتا", "stalled"),
    ("صفقة [شراء] بيتا في مهب الريح", "stalled"),
    ("كان يفترض أن [تشتري] ألفا بيتا في مارس", "stalled"),
    # -- called off
    ("ألغت ألفا [الاستحواذ] على بيتا", "cancelled"),
    ("ألغيت صفقة [شراء] بيتا", "cancelled"),
    ("تعتزم ألفا إلغاء صفقة [شراء] بيتا", "cancelled"),
    ("فشلت ألفا في [بيع] وحدتها", "cancelled"),
    ("فشل [اندماج] ألفا مع بيتا", "cancelled"),
    ("رفضت ألفا عرض بيتا [لشراء] حصتها", "cancelled"),
    ("رفض مجلس الإدارة عرضا غير ملزم من بيتا [لشراء] وحدة الألمنيوم", "cancelled"),
    ("انسحبت ألفا من صفقة [لشراء] بيتا", "cancelled"),
    ("تخلت ألفا عن [طرح أسهمها]", "cancelled"),
    ("تراجعت ألفا عن [شراء] بيتا", "cancelled"),
    ("أوقفت السلطات، في وقت سابق من العام، صفقة بقيمة 1.2 مليار دولار [لبيع] ألفا", "cancelled"),
    ("أوقف الصندوق محادثات كان يجريها [لشراء] بيتا", "cancelled"),
    ("أنهت ألفا اتفاق [الاندماج] مع بيتا", "cancelled"),
    ("فسخت ألفا عقد [توريد] مع بيتا", "cancelled"),
    ("منعت الهيئة [استحواذ] ألفا على بيتا", "cancelled"),
    ("انهارت مفاوضات [بيع] ألفا إلى بيتا", "cancelled"),
    ("عدلت ألفا عن [إدراج] أسهمها", "cancelled"),
    ("سحبت ألفا عرضها [لشراء] بيتا", "cancelled"),
    ("اتفقت ألفا على [شراء] بيتا لكن الصفقة ألغيت", "cancelled"),
    ("اتفقت ألفا على [شراء] بيتا، ثم انسحبت في اللحظة الأخيرة", "cancelled"),
    ("أعلنت ألفا [شراء] بيتا قبل أن تفسخ الاتفاق", "cancelled"),
    ("تقدمت ألفا بعرض [لشراء] بيتا، غير أن العائلة رفضته", "cancelled"),
    # -- counterfactual
    ("كانت ألفا [ستشتري] حصة أقلية في بيتا", "cancelled"),
    ("كادت ألفا [تشتري] بيتا", "cancelled"),
    ("لو [اشترت] ألفا بيتا لتغيرت السوق", "cancelled"),
    ("كانت ألفا تعتزم [طرح] أسهم بيتا، لكنها رأت أن بيعها أكثر ربحا", "cancelled"),
    ("إذا [استحوذت] ألفا على بيتا فستصبح الأكبر", "planned"),
    # -- denied
    ("نفت ألفا [شراء] بيتا", "denied"),
    ("نفت ألفا أن تكون قد [اشترت] بيتا", "denied"),
    ("نفت ألفا نفيا قاطعا أن تكون قد [باعت] محطتها", "denied"),
    ("نفت ألفا، الأربعاء، ما تناقلته مواقع عن محادثات متقدمة [لبيع] أبراجها", "denied"),
    ("نفى رئيس ألفا تلقي أي عرض [للاستحواذ] عليها", "denied"),
    ("لا صحة لأنباء [بيع] ألفا", "denied"),
    ("ذكرت صحيفة أن ألفا [ستشتري] بيتا، لكن متحدثا نفى ذلك", "denied"),
    ("استبعدت ألفا [بيع] وحدتها", "denied"),
    ("رفض متحدث ما تداولته حسابات عن [شراء] بيتا", "denied"),
    ("أنباء [شراء] ألفا لشركة بيتا عارية عن الصحة", "denied"),
    # -- to deny or to call off what is off
    ("نفت ألفا إلغاء صفقة [شراء] بيتا", "agreed"),
    ("نفت ألفا تعثر [بيع] وحدتها", "agreed"),
    ("سمع الجميع شائعات بإلغاء [الطرح]، وهذا ليس صحيحا", "completed"),
    ("تعتزم ألفا الشراكة مع بيتا لا [شراءها]", "completed"),
    # -- terminators: what is not in the scope of a cue
    ("ألغت ألفا عقدا مع غاما، فيما [اشترت] بيتا حصة في دلتا", "completed"),
    ("نفت ألفا وجود خلافات، بينما أعلنت بيتا [شراء] غاما", "completed"),
    ("تعتزم ألفا التوسع بعد أن [اشترت] بيتا", "completed"),
    ("ألغت ألفا العقد مع بيتا التي [استحوذت] على غاما", "completed"),
    ("رفضت ألفا التعليق على [شراء] بيتا", "completed"),
    ("رفض المصدر التعليق على ما تردد حول اهتمام ألفا [بشراء] بيتا", "rumored"),
    ("علق رئيس ألفا على [شراء] بيتا", "completed"),
    ("تراجعت أرباح ألفا بعد [شراء] بيتا", "completed"),
    ("تراجع سهم ألفا بعد أن [اشترت] بيتا", "completed"),
    ("[جمع] تطبيق ألفا مليوني دولار، فيما لم تكمل بيتا جولتها ثم انسحب مستثمرها", "completed"),
    ("توقفت ألفا عن الإنتاج حين [باعت] مصنعها", "completed"),
    ("تدرس ألفا التوسع في مصر، وقد [اشترت] بيتا العام الماضي", "completed"),
    ("[اشترت] ألفا بيتا التي كانت تعتزم طرح أسهمها", "completed"),
    ("[اشترت] ألفا بيتا في صفقة كانت مجمدة منذ عام", "completed"),
    ("حصلت ألفا على [قرض] بشروط تمنعها من الاستحواذ على شركات أخرى", "completed"),
    ("عاد المعمل إلى العمل بعد توقف دام تسع سنوات، والفضل لبيتا التي أبرمت، مع ألفا، عقد [شراكة]", "agreed"),
    ("استعانت شركة ألبان ألفا بقرض من بيتا [لشراء] مصنع", "planned"),
    ("اختارت ألفا عرض بيتا [لشراء] مصنعها", "agreed"),
    # -- newspaper wordings of every kind
    ("أعلنت مجموعة ألفا اليوم أنها لم تعد تخطط [لبيع] حصتها في بيتا", "denied"),
    ("رفعت ألفا دعوى ضد بيتا بعد انهيار صفقة [الاستحواذ]", "cancelled"),
    ("قالت ألفا إن مجلس إدارتها وافق من حيث المبدأ على [بيع] بيتا", "planned"),
    ("خلصت ألفا إلى أنها لن تتمكن من التوصل إلى اتفاق [لشراء] بيتا", "cancelled"),
    ("أبلغ المستثمر هيئة البورصات بعدم إتمامه صفقة [شراء] بيتا", "cancelled"),
    ("تضع ألفا اللمسات الأخيرة على صفقة [شراء] بيتا", "planned"),
    ("دخلت ألفا في مفاوضات حصرية [لشراء] بيتا", "rumored"),
    ("دخلت ألفا في محادثات متقدمة مع بيتا [للاستحواذ] على حصة", "rumored"),
    ("أكدت ألفا عدم وجود أي نية [لبيع] بيتا", "denied"),
    ("قالت ألفا إنه لا توجد أي محادثات جارية بشأن [بيع] بيتا", "denied"),
    ("نفى متحدث باسم ألفا وجود مباحثات بينها وبين بيتا بشأن [استحواذها] على الشركة", "denied"),
    ("ألمح رئيس ألفا إلى إمكانية [بيع] بيتا", "rumored"),
    ("من غير المرجح أن [تشتري] ألفا بيتا", "stalled"),
    ("تتجه ألفا إلى [بيع] وحدتها المصرفية", "planned"),
    ("تتجه ألفا نحو [شراء] بيتا", "planned"),
    ("تلقت ألفا موافقة هيئة المنافسة على [الاستحواذ] على بيتا", "agreed"),
    ("حصلت ألفا على الضوء الأخضر [لشراء] بيتا", "agreed"),
    ("أنهت ألفا المرحلة الأولى من [الاستحواذ] على بيتا", "completed"),
    ("كشفت مصادر لرويترز أن ألفا قد [تشتري] بيتا", "rumored"),
    ("يعتقد محللون أن ألفا [ستشتري] بيتا", "planned"),
    ("صوت المساهمون لصالح [اندماج] ألفا وبيتا", "agreed"),
    ("رفض المساهمون [اندماج] ألفا وبيتا", "cancelled"),
    ("أعلنت ألفا أمس الأربعاء عن توقيع مذكرة تفاهم غير ملزمة [للاستحواذ] على بيتا", "agreed"),
    ("وقعت ألفا اتفاقية شراء أسهم [للاستحواذ] على بيتا", "agreed"),
    ("انتهت المهلة من دون أن تتقدم ألفا بعرض [لشراء] بيتا", "cancelled"),
    ("أثار [استحواذ] ألفا على بيتا جدلا", "completed"),
    ("دفعت ألفا مليار دولار مقابل [شراء] بيتا", "completed"),
    ("مولت ألفا [استحواذها] على بيتا بقرض", "completed"),
    ("تأتي الخطوة بعد أشهر من [استحواذ] ألفا على بيتا", "completed"),
    ("يأتي ذلك في وقت تسعى فيه ألفا [لشراء] بيتا", "planned"),
    ("وفي حال إتمام الصفقة، [ستستحوذ] ألفا على حصة 20% من بيتا", "planned"),
    ("ألفا: لا صحة لما تردد عن [بيع] الشركة", "denied"),
    ("مصادر: ألفا تقترب من [شراء] بيتا", "planned"),
    ("بلومبرغ: ألفا تدرس [بيع] بيتا", "rumored"),
    ("ألفا تلغي خطط [إدراج] وحدتها في لندن", "cancelled"),
    ("ألفا تؤجل [إدراج] وحدتها", "stalled"),
    ("ألفا تتراجع عن [شراء] بيتا", "cancelled"),
    ("ألفا تنهي صفقة [الاستحواذ] على بيتا", "completed"),
    ("أرجأت ألفا إلى العام المقبل [طرح أسهمها]", "stalled"),
    ("تواجه صفقة [استحواذ] ألفا على بيتا عقبات تنظيمية", "stalled"),
    ("تخضع صفقة [استحواذ] ألفا على بيتا لمراجعة الجهات التنظيمية", "agreed"),
    ("طالبت النقابة بوقف [بيع] ألفا", "cancelled"),
    ("أعلنت بيتا أن ألفا لم تعد مهتمة [بشراء] حصتها", "denied"),
    ("فشلت المحادثات بين ألفا وبيتا بشأن [الاندماج]", "cancelled"),
    ("تعثرت المفاوضات بين ألفا وبيتا حول [بيع] المصنع", "stalled"),
    ("وصلت مفاوضات [بيع] ألفا إلى طريق مسدود", "cancelled"),
    ("استبعد رئيس ألفا [طرح أسهمها] هذا العام", "denied"),
    ("لا يزال [بيع] ألفا قيد الدراسة", "rumored"),
    ("عرضت ألفا [شراء] بيتا مقابل مليار دولار", "planned"),
    ("عادت ألفا إلى طاولة المفاوضات [لشراء] بيتا", "rumored"),
    ("استأنفت ألفا مفاوضات [شراء] بيتا", "rumored"),
    ("بعد فشل محاولتها [لشراء] بيتا، اتجهت ألفا إلى غاما", "cancelled"),
    ("كان من المقرر أن [تستحوذ] ألفا على بيتا قبل أن تلغى الصفقة", "cancelled"),
    ("كانت ألفا قد أعلنت في مايو نيتها [شراء] بيتا", "planned"),
    ("كانت ألفا قد اتفقت مع بيتا على [شراء] مصنعها", "agreed"),
    ("تعمل ألفا على إتمام [استحواذها] على بيتا", "planned"),
    ("ينتظر أن تكمل ألفا [استحواذها] على بيتا الشهر المقبل", "agreed"),
    ("ومن المقرر أن تنتهي ألفا من [شراء] بيتا نهاية العام", "planned"),
    ("ألزمت الهيئة ألفا [ببيع] حصتها في بيتا", "planned"),
    ("اضطرت ألفا إلى [بيع] حصتها في بيتا", "completed"),
    ("أعلنت ألفا التزامها [باستثمار] مليار دولار", "planned"),
    ("يتوقع أن تبلغ قيمة صفقة [شراء] ألفا لبيتا مليار دولار", "planned"),
    ("قد تبلغ قيمة صفقة [استحواذ] ألفا على بيتا مليار دولار", "rumored"),
    ("نجحت ألفا، بعد مفاوضات طويلة، في [شراء] بيتا", "completed"),
    ("وبعد مفاوضات استمرت عاما، [اشترت] ألفا بيتا", "completed"),
    ("مكن [بيع] الحصة ألفا من سداد ديونها", "completed"),
    ("تستخدم ألفا حصيلة [بيع] حصتها في سداد الديون", "completed"),
    ("ستوجه ألفا حصيلة [بيع] حصتها إلى سداد الديون", "completed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def rules(root: Path) -> ContextRules:
    return ContextRules.load(root / "rules" / "context")


def reader_of(sentence: str, rules: ContextRules) -> tuple[StatusReader, int]:
    """A reader of a sentence, and the index of the trigger in brackets (of the last pair of them)."""
    before = sentence[: sentence.rindex("[")]
    at = len(normalise(before.replace("[", "").replace("]", "")).text)
    text = normalise(sentence.replace("[", "").replace("]", "")).text
    words = words_of(text)
    triggers = VERBS.find(words)
    chosen = next(i for i, trigger in enumerate(triggers) if words[trigger.first].start == at)
    return StatusReader(words, text, rules, triggers), chosen


def read(sentence: str, rules: ContextRules) -> StatusReading:
    reader, chosen = reader_of(sentence, rules)
    trigger = reader.triggers[chosen]
    return reader.read(trigger.first, trigger.last, trigger.form, trigger.row.status, trigger.homograph)


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_status(case: tuple[str, ...], rules: ContextRules) -> None:
    assert read(case[0], rules).status == case[1]


OUTCOMES = [
    ("لكن الصفقة ألغيت في مارس.", "cancelled"),
    ("انهارت المفاوضات الشهر الماضي.", "cancelled"),
    ("وأغلقت الصفقة أمس.", "completed"),
    ("واكتملت الصفقة في مايو.", "completed"),
    ("لم تكتمل الصفقة.", "cancelled"),
    ("لم تكتمل الصفقة بعد.", "agreed"),
    ("ومن المتوقع إتمام الصفقة في الربع الثالث.", "agreed"),
    ("يتوقع أن تستكمل الصفقة في النصف الأول من العام المقبل.", "agreed"),
    ("وتخضع الصفقة لموافقة الجهات التنظيمية.", "agreed"),
    ("تعثرت الصفقة بسبب خلاف على السعر.", "stalled"),
    ("الصفقة معلقة منذ عام.", "stalled"),
    ("ونفى متحدث باسم ألفا الاتفاق.", "denied"),
    ("رفضت الهيئة الصفقة.", "cancelled"),
    # not of the deal, or nothing of where it stands
    ("انسحبت البلاد من الاتفاق النووي.", None),
    ("وتهدف الصفقة إلى توسيع أعمال ألفا.", None),
    ("تبلغ قيمة الصفقة مليار دولار.", None),
    ("في حال تعثر الصفقة تدفع ألفا رسوما.", None),
    ("ارتفع سهم ألفا بعد الصفقة.", None),
    ("ألغت ألفا رحلاتها إلى القاهرة.", None),
    ("رفض المتحدث التعليق على الصفقة.", None),
]


@pytest.mark.parametrize(("sentence", "status"), OUTCOMES, ids=range(len(OUTCOMES)))
def test_outcome(sentence: str, status: str | None, rules: ContextRules) -> None:
    text = normalise(sentence).text
    words = words_of(text)
    found = read_outcome(StatusReader(words, text, rules, VERBS.find(words)))
    assert (found.reading.status if found else None) == status


# The tellings of one deal in the order of the article ("t:" in the title, "b:" as background, "o:" a sentence on "the
# deal"), and where they leave it.
ARTICLES = [
    (["t:ألفا [تستحوذ] على بيتا", "اتفقت ألفا على [شراء] بيتا"], "agreed"),
    (["t:ألفا [تستحوذ] على بيتا", "[استحوذت] ألفا على بيتا"], "completed"),
    (["t:صفقة [استحواذ] ألفا على بيتا", "تجري ألفا محادثات [لشراء] بيتا"], "rumored"),
    (["اتفقت ألفا على [شراء] بيتا", "[ستشتري] ألفا بيتا"], "agreed"),
    (["اتفقت ألفا على [شراء] بيتا", "o:وأغلقت الصفقة أمس"], "completed"),
    (["اتفقت ألفا على [شراء] بيتا", "o:لكن الصفقة ألغيت"], "cancelled"),
    (["تدرس ألفا [شراء] بيتا", "نفت ألفا [شراء] بيتا"], "denied"),
    (["أجلت ألفا [طرح] أسهمها", "أتمت ألفا [طرح] أسهمها"], "completed"),
    (["تعثرت صفقة [شراء] بيتا", "عقب [شراء] ألفا لبيتا"], "stalled"),
    (["أعلنت ألفا [شراء] بيتا", "o:ومن المتوقع إتمام الصفقة في الربع الثالث"], "agreed"),
    (["[اشترت] ألفا بيتا", "o:تعثرت الصفقة مع غاما"], "completed"),
    (["تدرس ألفا [شراء] بيتا", "o:وتخضع الصفقة لموافقة الجهات"], "rumored"),
    (["b:فشلت ألفا في [شراء] بيتا", "اتفقت ألفا على [شراء] بيتا"], "agreed"),
    (["b:فشلت ألفا في [شراء] بيتا"], "cancelled"),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "status"), ARTICLES, ids=range(len(ARTICLES)))
def test_article(sentences: list[str], status: str, rules: ContextRules) -> None:
    told, outcomes = [], []
    for sentence in sentences:
        mark, _, rest = sentence.rpartition(":")
        if mark == "o":
            text = normalise(rest).text
            found = read_outcome(StatusReader(words_of(text), text, rules))
            assert found is not None
            outcomes.append(found.reading)
        else:
            told.append(Told(read(rest, rules), title=mark == "t", background=mark == "b"))
    assert article_status(told, outcomes).status == status


def test_an_article_that_tells_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        article_status([])


def test_a_reading_names_its_cue_and_the_words_of_the_cue(rules: ContextRules) -> None:
    reader, chosen = reader_of("نفت شركة ألفا أمس [شراء] بيتا", rules)
    trigger = reader.triggers[chosen]
    found = read_status(reader.words, reader.text, trigger.first, trigger.last, "noun", "completed", rules)
    assert (found.status, found.rule, found.first, found.last, found.explicit) == ("denied", "deny.nafa", 0, 0, True)
    assert read("لن [تشتري] ألفا بيتا", rules).rule == "neg.verb"
    assert read("[استحواذ] ألفا على بيتا", rules).explicit is False
    assert read("[استحوذت] ألفا على بيتا", rules) == StatusReading("completed", "form.past", 0, 0, True)


def test_a_bare_announcement_takes_the_status_that_the_caller_gives(rules: ContextRules) -> None:
    reader, chosen = reader_of("أعلنت ألفا عن [استثمار] 20 مليون دولار في بيتا", rules)
    trigger = reader.triggers[chosen]
    found = reader.read(trigger.first, trigger.last, "noun", "completed", announced="agreed")
    assert (found.status, found.explicit) == ("agreed", False)


def test_nothing_in_a_name_is_a_cue(rules: ContextRules) -> None:
    text = normalise("قالت شركة محادثات للبرمجيات إن شراء بيتا زاد أرباحها").text
    words = words_of(text)
    index = next(i for i, word in enumerate(words) if word.text == "شراء")
    reader = StatusReader(words, text, rules, VERBS.find(words), names={2, 3})
    assert reader.read(index, index, "noun", "completed").status == "completed"


def test_every_cue_has_an_id_of_its_own_and_an_example(rules: ContextRules) -> None:
    ids = [row.id for row in rules.cues.rows]
    assert len(ids) == len(set(ids))
    assert all(getattr(row, "why", "") for row in rules.cues.rows)
