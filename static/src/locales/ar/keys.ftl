# Words of API keys: fetched with the settings.
keys-none = لا مفاتيح API
keys-none-text = يتيح المفتاح لبرنامج إرسال الملفات وقراءة المقاييس في هذه المساحة.
keys-docs = كل المسارات، مع مكان لتجربتها بمفتاح.
key-new = مفتاح API جديد
key-name = الاسم
key-name-hint = ما الذي يستخدمه، مثل ”الاستيراد الليلي“
key-scopes = يُسمح له بـ
key-expires = الانتهاء
key-lifetime = { $days ->
    [0] أبدًا
    [365] بعد سنة
    [few] بعد { $days } أيام
    [many] بعد { $days } يومًا
   *[other] بعد { $days } يوم
}
key-create = إنشاء المفتاح
key-made = المفتاح ”{ $name }“
key-once = انسخ السر الآن: لا يُحفظ ولا يمكن لأحد عرضه مجددًا.
key-kept = نسخته
key-used = استُخدم { $when }
key-unused = لم يُستخدم قط
key-until = ينتهي { $when }
key-expired = انتهى { $when }
key-revoke = إبطال ”{ $name }“
key-revoke-action = إبطال المفتاح
key-revoke-text = تُرفض البرامج التي تستخدمه من الآن. لا يمكن التراجع عن ذلك.
key-revoked = أُبطل ”{ $name }“.
key-for = ما الغرض منه
key-for-program = برنامج
key-for-page = صفحة ويب
key-for-webhook = خطاف ويب
key-for-program-text = يبقى سرًّا على خادم، ويستطيع ما تحدده.
key-for-page-text = ليس سرًّا: يوضع في صفحاتك. لا يستطيع إلا إرسال الأحداث، ومن العناوين أدناه فقط.
key-for-webhook-text = نظام آخر يرسل رسائله إلى هنا ويوقّعها. ما لم يُوقَّع توقيعًا صحيحًا يُرفض.
key-origins = عناوين الصفحات
key-origins-hint = عنوان في كل سطر، مثل https://shop.example
key-signing = التوقيع وفق
key-signing-standard = Standard Webhooks
key-signing-github = GitHub
key-signing-stripe = Stripe
key-signing-secret = سر التوقيع لديه
key-signing-secret-hint = إن كان الطرف الآخر قد أنشأ واحدًا كما يفعل Stripe. إن تُرك فارغًا أُنشئ هنا.
key-rate = طلبات في الثانية
key-burst = دفعة واحدة
key-rate-hint = فارغ: بلا حد
key-burst-hint = كل حدث في دفعة يُحسب واحدًا
key-made-page = ضع هذا في صفحاتك. يبقى هنا لتنسخه مجددًا.
key-made-webhook = أعطِ الاثنين للطرف الآخر. انسخ سر التوقيع الآن: لا يُحفظ ولا يستطيع أحد إظهاره من جديد.
key-address = العنوان
key-secret = سر التوقيع
key-snippet = لصفحاتك
key-track = تُرسل مشاهدات الصفحات من تلقاء نفسها، وغيرها بسطر منك:
key-show = كيفية استخدام «{ $name }»
key-badge-page = صفحة ويب
key-badge-webhook = خطاف ويب
key-limited = { $rate } في الثانية
