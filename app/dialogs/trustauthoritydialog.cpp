#include "dialogs/trustauthoritydialog.h"

#include "base/displaytext.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
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
    return QLocale().toString(when.toUTC().date(), QLocale::LongFormat);
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
    digest->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    form->addRow(TrustAuthorityDialog::tr("SHA-256"), digest);
    if (!authority.isUsable()) {
        auto* refusal = plainLabel(TrustAuthorityDialog::tr("Not trusted: %1").arg(authority.refusal), card);
        refusal->setObjectName(QStringLiteral("authorityRefusal"));
        setTextTint(refusal, Tint::Danger);
        form->addRow(refusal);
    }
    return card;
}

static QScrollArea* authorityCards(const QList<Authority>& authorities, QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    auto* cards = new QWidget(area);
    auto* column = new QVBoxLayout(cards);
    column->setContentsMargins(0, 0, 0, 0);
    for (const Authority& authority : authorities)
        column->addWidget(authorityCard(authority, cards));
    column->addStretch(1);
    area->setWidget(cards);
    area->viewport()->setAutoFillBackground(false);
    cards->setAutoFillBackground(false);
    const Metrics metrics(parent);
    area->setMinimumSize(cards->sizeHint().width() + metrics.px(16), qMin(cards->sizeHint().height(), metrics.px(240)));
    return area;
}

TrustAuthorityDialog::TrustAuthorityDialog(const QList<Authority>& authorities, const QString& place, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("trustAuthority"));
    setWindowTitle(tr("Trust a CA"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto* question =
        plainLabel((authorities.size() == 1 ? tr("Trust %1 when its certificate is signed by this CA?")
                                            : tr("Trust %1 when its certificate is signed by one of these CAs?"))
                       .arg(isolatedText(place, 100)),
                   this);
    auto* advice = plainLabel(
        tr("Compare the SHA-256 with the one that the administrator of the instance tells you, not with one from the "
           "same place as the file. It holds for this instance alone."),
        this);
    setTextTint(advice, Tint::SecondaryText);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* trust = buttons->addButton(tr("&Trust for this instance"), QDialogButtonBox::AcceptRole);
    trust->setObjectName(QStringLiteral("trustForThisInstance"));
    auto* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(12));
    column->addWidget(question);
    column->addWidget(authorityCards(authorities, this), 1);
    column->addWidget(advice);
    column->addWidget(buttons);
    setAccessibleDescription(question->text() + u' ' + advice->text());
}

} // namespace wallaroo
