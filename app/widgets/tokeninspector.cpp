#include "widgets/tokeninspector.h"

#include "dialogs/foldbutton.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/claimrows.h"
#include "widgets/announce.h"
#include "widgets/facttable.h"
#include "widgets/secretfield.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>

namespace wallaroo {
namespace {

/// Of what people paste: a header's line, a token between blanks or quotes.
Secret bareToken(const Secret& pasted) {
    QByteArrayView text = pasted.reveal().trimmed();
    for (const QByteArrayView word : {QByteArrayView("Authorization:"), QByteArrayView("Bearer ")}) {
        if (text.size() > word.size() && text.first(word.size()).compare(word, Qt::CaseInsensitive) == 0)
            text = text.sliced(word.size()).trimmed();
    }
    if (text.size() > 2 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front())
        text = text.sliced(1, text.size() - 2);
    return Secret(text);
}

} // namespace

TokenInspector::TokenInspector(RealmKeys& keys, const Clock& clock, const QString& issuer, QWidget* parent)
    : QFrame(parent),
      m_keys(keys),
      m_clock(clock),
      m_issuer(issuer),
      m_title(new QLabel(tr("Look inside"), this)),
      m_which(new QComboBox(this)),
      m_field(new SecretField(this)),
      m_message(new QLabel(this)),
      m_table(new FactTable(this)),
      m_fold(new FoldButton(tr("&JSON as it was sent"), this)),
      m_raw(new QPlainTextEdit(this)) {
    build();
    connect(m_which, &QComboBox::currentIndexChanged, this, &TokenInspector::choose);
    connect(m_which, &QComboBox::activated, this, [this] { m_foreignChosen = isForeign(); });
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        if (isForeign())
            inspect(bareToken(m_field->secret()));
    });
    connect(m_fold, &QAbstractButton::toggled, m_raw, &QWidget::setVisible);
    connect(m_table, &FactTable::copyRequested, this, &TokenInspector::copyRequested);
    connect(&m_keys, &RealmKeys::changed, this, &TokenInspector::showClaims);
    setOwn({});
}

void TokenInspector::build() {
    setObjectName(QStringLiteral("inspector"));
    setCard(this);
    setAccessibleName(m_title->text());
    setTextStyle(m_title, TextStyle::Heading);
    m_title->setBuddy(m_which); // on Linux a box is heard by its label alone
    m_which->setAccessibleName(tr("Token to look into"));
    m_which->setObjectName(QStringLiteral("inspected"));
    m_field->setAccessibleName(tr("Pasted token"));
    m_field->setPlaceholderText(tr("Paste any token; it stays in memory"));
    m_field->setEyeTexts(tr("Show pasted token"), tr("Hide pasted token"));
    m_field->setObjectName(QStringLiteral("pastedToken"));
    m_field->setMaxLength(jose::Jwt::largest + 1); // one letter too many is refused by name, not cut in silence
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("inspectorMessage"));
    m_table->setAccessibleName(tr("Claims"));
    m_table->setObjectName(QStringLiteral("claims"));
    m_raw->setReadOnly(true);
    m_raw->setUndoRedoEnabled(false);
    m_raw->setAccessibleName(tr("JSON as it was sent"));
    m_raw->setObjectName(QStringLiteral("rawClaims"));
    m_raw->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_raw->setTabChangesFocus(true);
    m_raw->hide();

    const Metrics metrics(this);
    m_raw->setMinimumHeight(metrics.line() * 14);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_which);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(18), metrics.px(14), metrics.px(18), metrics.px(14));
    column->setSpacing(metrics.px(9));
    column->addLayout(head);
    column->addWidget(m_field);
    column->addWidget(m_message);
    column->addWidget(m_table);
    column->addWidget(m_fold, 0, Qt::AlignLeading);
    column->addWidget(m_raw);
}

bool TokenInspector::isForeign() const {
    return m_which->currentIndex() == m_which->count() - 1;
}

void TokenInspector::setOwn(const QList<Own>& own) {
    const QString chosen = m_which->currentText();
    m_own.clear();
    {
        const QSignalBlocker quiet(m_which);
        m_which->clear();
        for (const Own& each : own) {
            if (each.token.isEmpty())
                continue;
            m_own << each;
            m_which->addItem(each.name);
        }
        m_which->addItem(tr("Another token…"));
        m_which->setCurrentIndex(m_foreignChosen
                                     ? m_which->count() - 1
                                     : qBound(0, m_which->findText(chosen), qMax(0, int(m_own.size()) - 1)));
    }
    choose();
}

void TokenInspector::setClockDifference(std::optional<qint64> differenceMs) {
    if (m_differenceMs == differenceMs)
        return;
    m_differenceMs = differenceMs;
    showClaims();
}

void TokenInspector::forgetPasted() {
    m_field->wipeContents();
    if (isForeign())
        inspect({});
}

void TokenInspector::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    if (!event->spontaneous())
        forgetPasted();
}

void TokenInspector::choose() {
    m_field->setVisible(isForeign());
    if (isForeign()) {
        inspect(bareToken(m_field->secret()));
    } else {
        m_field->wipeContents();
        inspect(m_own[m_which->currentIndex()].token);
    }
}

void TokenInspector::inspect(const Secret& token) {
    m_jwt.reset();
    if (token.isEmpty()) {
        showFlaw({});
        return;
    }
    auto jwt = jose::Jwt::parse(token);
    if (!jwt) {
        // One's own token may be anything: it is the server's, and works as it is (RFC 6749 §1.4).
        showFlaw(isForeign()
                     ? jwt.error().sentence + u' ' + jwt.error().advice
                     : tr("%1 It works all the same: only the server has to understand it.").arg(jwt.error().sentence));
        return;
    }
    m_jwt = *std::move(jwt);
    showFlaw({});
    showClaims();
    if (isForeign())
        announce(this, tr("%n claims read", nullptr, m_table->rowCount()));
}

void TokenInspector::showFlaw(const QString& sentence) {
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
    setTextTint(m_message, isForeign() ? Tint::Danger : Tint::SecondaryText);
    m_table->setVisible(m_jwt.has_value());
    m_fold->setVisible(m_jwt.has_value());
    m_raw->setVisible(m_jwt.has_value() && m_fold->isChecked());
    if (!m_jwt) {
        m_table->setRows({});
        m_raw->clear();
    }
}

void TokenInspector::showClaims() {
    if (!m_jwt)
        return;
    QList<ClaimRow> rows; // the signature first: it says what the rest is worth
    const auto outcome = m_keys.check(*m_jwt);
    switch (outcome.state) {
    case RealmKeys::Outcome::State::Checked:
        rows << (outcome.ageMs ? signatureRow(outcome.verification, *outcome.ageMs, outcome.error.sentence)
                               : signatureRow(outcome.verification));
        break;
    case RealmKeys::Outcome::State::Waiting:
        rows << ClaimRow{tr("Signature"), tr("being checked…"), Tint::SecondaryText};
        break;
    case RealmKeys::Outcome::State::NoKeys:
        rows << ClaimRow{tr("Signature"), tr("not verified: %1 %2").arg(outcome.error.sentence, outcome.error.advice),
                         Tint::Warning};
        break;
    }
    rows << claimRows(*m_jwt, {m_clock.wallMs(), m_differenceMs, m_issuer});
    m_table->setRows(rows);
    if (const QString raw = rawJson(*m_jwt); raw != m_raw->toPlainText())
        m_raw->setPlainText(raw);
}

} // namespace wallaroo
