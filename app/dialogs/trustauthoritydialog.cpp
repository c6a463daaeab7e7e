#include "dialogs/trustauthoritydialog.h"

#include "base/displaytext.h"
#include "dialogs/fixedfont.h"
#include "dialogs/formscroll.h"
#include "models/momenttext.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShowEvent>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

/// Something to compare, by eye, by copying, or by a screen reader.
QLabel* valueLabel(const QString& text, QWidget* parent) {
    auto* label = plainLabel(text, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

/// In two lines of sixteen bytes, as other programs show it, so that it can be compared line by line.
QString inTwoLines(const QString& sha256) {
    const qsizetype half = 16 * 3; // two digits and a colon each
    return sha256.left(half) + u'\n' + sha256.mid(half);
}

QString moment(const QDateTime& when) {
    return models::MomentText::dateIn(QLocale(), when.toUTC().date());
}

} // namespace

static QFrame* authorityCard(const Authority& authority, QWidget* parent) {
    auto* card = new QFrame(parent);
    card->setObjectName(QStringLiteral("authorityCard"));
    setCard(card);
    auto* form = new QFormLayout(card);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    auto* subject = valueLabel(authority.subject, card);
    subject->setObjectName(QStringLiteral("authoritySubject"));
    setTextStyle(subject, TextStyle::Strong);
    form->addRow(TrustAuthorityDialog::tr("Subject"), subject);
    form->addRow(TrustAuthorityDialog::tr("Signed by"),
                 valueLabel(authority.issuer.isEmpty() ? TrustAuthorityDialog::tr("itself") : authority.issuer, card));
    const auto& certificate = authority.certificate;
    auto* validity = valueLabel(TrustAuthorityDialog::tr("%1 to %2", "from one date to another")
                                    .arg(moment(certificate.effectiveDate()), moment(certificate.expiryDate())),
                                card);
    validity->setObjectName(QStringLiteral("authorityValidity"));
    form->addRow(TrustAuthorityDialog::tr("Valid"), validity);
    auto* digest = valueLabel(inTwoLines(authority.sha256), card);
    digest->setObjectName(QStringLiteral("authorityDigest"));
    digest->setWordWrap(false);
    digest->setFont(fixedFont(digest->font()));
    form->addRow(TrustAuthorityDialog::tr("SHA-256"), digest);
    if (!authority.isUsable()) {
        auto* refusal = plainLabel(TrustAuthorityDialog::tr("Not trusted: %1").arg(authority.refusal), card);
        refusal->setObjectName(QStringLiteral("authorityRefusal"));
        setTextTint(refusal, Tint::Danger);
        form->addRow(refusal);
    }
    return card;
}

TrustAuthorityDialog::TrustAuthorityDialog(const QList<Authority>& authorities, const QString& place, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("trustAuthority"));
    setWindowTitle(tr("Trust a CA"));
    build(authorities,
          (authorities.size() == 1 ? tr("Trust %1 when its certificate is signed by this CA?")
                                   : tr("Trust %1 when its certificate is signed by one of these CAs?"))
              .arg(isolatedText(place, 100)),
          tr("Compare the SHA-256 with the one that the administrator of the instance tells you, not with one from the "
             "same place as the file. It holds for this instance alone."));
}

TrustAuthorityDialog::TrustAuthorityDialog(const Authority& certificate, const QString& place, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("trustCertificateDialog"));
    setWindowTitle(tr("Trust a certificate"));
    build({certificate}, tr("Trust %1 with this certificate, and no other?").arg(isolatedText(place, 100)),
          tr("Compare the SHA-256 with the one that the administrator of the instance tells you, by telephone for "
             "example: this program cannot know whether it is the right one. When the instance shows another one "
             "later, also a renewed one, nothing is sent, and both are shown to you."));
}

void TrustAuthorityDialog::build(const QList<Authority>& authorities, const QString& questionText,
                                 const QString& adviceText) {
    setAttribute(Qt::WA_DeleteOnClose);

    auto* body = new QWidget(this);
    const Metrics metrics(this);
    auto* parts = new QVBoxLayout(body);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(metrics.px(12));
    auto* question = plainLabel(questionText, body);
    setTextStyle(question, TextStyle::Heading);
    parts->addWidget(question);
    for (const Authority& authority : authorities)
        parts->addWidget(authorityCard(authority, body));
    auto* advice = plainLabel(adviceText, body);
    setTextTint(advice, Tint::SecondaryText);
    parts->addWidget(advice);
    parts->addStretch(1);

    m_scroll = new FormScroll(body, 560, this);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(16));
    column->addWidget(m_scroll, 1);
    column->addWidget(buttons());
    setAccessibleDescription(question->text() + u' ' + advice->text());
}

QWidget* TrustAuthorityDialog::buttons() {
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* trust = box->addButton(tr("&Trust for this instance"), QDialogButtonBox::AcceptRole);
    trust->setObjectName(QStringLiteral("trustForThisInstance"));
    setMain(trust);
    auto* cancel = box->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();
    connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

void TrustAuthorityDialog::showEvent(QShowEvent* event) {
    if (!event->spontaneous())
        m_scroll->fitFirst();
    QDialog::showEvent(event);
}

} // namespace wallaroo
